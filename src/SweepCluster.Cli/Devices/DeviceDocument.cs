using SweepCluster.Node.Devices;

namespace SweepCluster.Cli.Devices;

/// <summary>What <c>sweep devices --json</c> prints.</summary>
internal sealed record DevicesDocument(IReadOnlyList<DeviceDocument> Devices);

/// <summary>One device.</summary>
/// <param name="Id">What <c>--device</c> calls it.</param>
/// <param name="Kind">Trials give the same bits on devices of the same kind.</param>
/// <param name="MemoryBytes">Memory that populations may fill.</param>
/// <param name="MatrixFlops">Measured floating-point operations per second of a large matrix product in float32.</param>
/// <param name="CopyBytes">Measured bytes per second, read and written together, of copying rows.</param>
/// <param name="Shapes">Of the sweep that was named; null without one.</param>
internal sealed record DeviceDocument(
    string Id, string Kind, string Name, long MemoryBytes, int Cores, double MatrixFlops, double CopyBytes, IReadOnlyList<ShapeCapacity>? Shapes);
