using SweepCluster.Compute;

namespace SweepCluster.Node.Devices;

/// <summary>Devices that are open together, one at least.</summary>
public sealed class OpenDevices : IDisposable
{
    private readonly List<IDevice> _devices = [];

    internal OpenDevices(IEnumerable<IDevice> devices)
    {
        try
        {
            foreach (var device in devices)
            {
                _devices.Add(device);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<IDevice> All => _devices;

    public void Dispose() => _devices.ForEach(device => device.Dispose());
}
