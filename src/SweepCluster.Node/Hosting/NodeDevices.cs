using SweepCluster.Cluster.Working;
using SweepCluster.Compute;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Devices;
using SweepCluster.Training.Datasets;

namespace SweepCluster.Node.Hosting;

/// <summary>The devices of a node, each with what it trains on.</summary>
internal sealed class NodeDevices : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    private NodeDevices()
    {
    }

    public List<ITrainer> Trainers { get; } = [];

    /// <summary>Opens the devices that settings name, or the best that there are.</summary>
    /// <exception cref="UserException">There is no such device.</exception>
    public static NodeDevices Open(NodeSettings settings, DatasetLocator locator, TimeProvider clock)
    {
        var devices = new NodeDevices();
        if (settings.Roles.Contains(NodeRole.Worker))
        {
            var open = DeviceCatalogue.Open(settings.Devices, cores: null, "devices");
            foreach (var device in open.All)
            {
                devices.Add(device, locator, clock);
            }

            devices._owned.Add(open);
        }

        return devices;
    }

    public void Dispose() => _owned.ForEach(owned => owned.Dispose());

    private void Add(IDevice device, DatasetLocator locator, TimeProvider clock)
    {
        var shelf = new DatasetShelf(device, locator);
        _owned.Add(shelf);
        Trainers.Add(new ReopeningTrainer(new DeviceWorker(device, shelf.Open, FamilyPrograms.Of), Reopen, clock));

        void Reopen()
        {
            shelf.Clear();
            device.Reopen();
        }
    }
}
