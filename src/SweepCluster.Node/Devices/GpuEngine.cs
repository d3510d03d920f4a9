using SweepCluster.Compute;
#if WITH_ILGPU
using SweepCluster.Compute.Ilgpu;
#endif

namespace SweepCluster.Node.Devices;

/// <summary>What drives GPUs, in builds that have it.</summary>
internal static class GpuEngine
{
#if WITH_ILGPU
    public const bool IsThere = true;

    /// <summary>Devices that work without being listed.</summary>
    public static IReadOnlyList<string> Unlisted { get; } = [IlgpuDevices.Debugger];

    public static IReadOnlyList<FoundDevice> All() => [.. IlgpuDevices.All().Select(device => new FoundDevice(device.Id, device.Name))];

    /// <exception cref="InvalidOperationException">There is no such device, or it does not start.</exception>
    public static IDevice Open(string name) => IlgpuDevices.Open(name);
#else
    public const bool IsThere = false;

    /// <summary>Devices that work without being listed.</summary>
    public static IReadOnlyList<string> Unlisted { get; } = [];

    public static IReadOnlyList<FoundDevice> All() => [];

    /// <exception cref="InvalidOperationException">There is no such device, or it does not start.</exception>
    public static IDevice Open(string name) => throw new InvalidOperationException($"This build drives no GPU, and so not {name}.");
#endif
}
