using SweepCluster.Compute;

namespace SweepCluster.Training.Population;

/// <summary>
/// A few values of each member, on the device and on the host. They travel for all members at once: a copy for each of
/// tens of thousands of members would take longer than their training.
/// </summary>
/// <param name="device">[population, 1, 1, n]; owned.</param>
internal sealed class MemberValues<T>(DeviceArray<T> device) : IDisposable
    where T : unmanaged, IEquatable<T>
{
    private readonly T[] _host = new T[device.Population * device.Length];
    private bool _isChanged;

    public DeviceArray<T> Device { get; } = device;

    /// <summary>A member's values, as last set or fetched.</summary>
    public ReadOnlySpan<T> Of(int member) => _host.AsSpan(member * Device.Length, Device.Length);

    /// <summary>Sets a member's values on the host.</summary>
    /// <param name="values">As many as there are of a member.</param>
    public void Set(int member, params ReadOnlySpan<T> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Device.Length, nameof(values));
        var mine = _host.AsSpan(member * Device.Length, Device.Length);
        if (!values.SequenceEqual(mine))
        {
            values.CopyTo(mine);
            _isChanged = true;
        }
    }

    /// <summary>Copies what was set to the device; nothing where nothing has changed.</summary>
    public void Send()
    {
        if (_isChanged)
        {
            Device.UploadAll(_host);
            _isChanged = false;
        }
    }

    /// <summary>Copies what the device has to the host.</summary>
    public void Fetch() => Device.DownloadAll(_host);

    public void Dispose() => Device.Dispose();
}
