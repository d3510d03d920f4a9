using SweepCluster.Cluster.Working;
using SweepCluster.Compute;
using SweepCluster.Compute.Cpu;
using SweepCluster.Node.Configuration;
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

    /// <summary>Opens the devices that settings name, or all that there are.</summary>
    /// <exception cref="UserException">There is no such device.</exception>
    public static NodeDevices Open(NodeSettings settings, DatasetLocator locator)
    {
        foreach (var name in settings.Devices.Where(name => name != "cpu"))
        {
            throw new UserException($"devices: '{name}' is no device of this build on this machine. There is: cpu.");
        }

        var devices = new NodeDevices();
        if (settings.Roles.Contains(NodeRole.Worker))
        {
            devices.Add(new CpuDevice(Environment.ProcessorCount), locator);
        }

        return devices;
    }

    public void Dispose() => _owned.ForEach(owned => owned.Dispose());

    private void Add(IDevice device, DatasetLocator locator)
    {
        var shelf = new DatasetShelf(device, locator);
        _owned.AddRange([shelf, device]);
        Trainers.Add(new DeviceWorker(device, shelf.Open, FamilyPrograms.Of));
    }
}
