using SweepCluster.Compute;
using SweepCluster.Compute.Cpu;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Node.Devices;

/// <summary>The devices that this build can use on this machine.</summary>
public static class DeviceCatalogue
{
    /// <summary>Whether the build has what drives GPUs.</summary>
    public static bool HasGpuEngine => GpuEngine.IsThere;

    /// <summary>The GPUs of this machine, none where the build cannot drive any.</summary>
    public static IReadOnlyList<FoundDevice> Gpus() => GpuEngine.All();

    /// <summary>Names as a command line has them, between commas.</summary>
    public static IReadOnlyList<string> Split(string? names) =>
        names?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Opens devices.</summary>
    /// <param name="asked">Names, or <c>all</c>; nothing for all GPUs, or the CPU where there is none.</param>
    /// <param name="cores">Threads of the CPU; null for all.</param>
    /// <param name="setting">What named the devices, for the message.</param>
    /// <exception cref="UserException">There is no such device, or it does not work.</exception>
    public static OpenDevices Open(IReadOnlyCollection<string> asked, int? cores, string setting)
    {
        // Nobody who asks for the CPU waits for drivers.
        IReadOnlyList<string> names = asked.Count > 0 && asked.All(name => name == DeviceChoice.Cpu)
            ? [DeviceChoice.Cpu]
            : DeviceChoice.Of(asked, [DeviceChoice.Cpu, .. Gpus().Select(gpu => gpu.Id)], GpuEngine.Unlisted, HasGpuEngine, setting);
        return new OpenDevices(names.Select(name => Open(name, cores, setting)));
    }

    /// <summary>Opens everything that training may run on: the CPU at each of its vector widths, and all GPUs.</summary>
    /// <exception cref="UserException">A GPU does not work.</exception>
    public static OpenDevices OpenEvery() =>
        new([.. SimdLevels.Available.Select(level => new CpuDevice(level: level)), .. Gpus().Select(gpu => Open(gpu.Id, cores: null, "devices"))]);

    private static IDevice Open(string name, int? cores, string setting)
    {
        try
        {
            return name == DeviceChoice.Cpu ? new CpuDevice(cores) : GpuEngine.Open(name);
        }
        catch (InvalidOperationException failure)
        {
            throw new UserException($"{setting}: {name} does not work: {failure.Message}", failure);
        }
    }
}
