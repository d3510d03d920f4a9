using SweepCluster.Compute.Measuring;
using SweepCluster.Compute.Measuring.Rooflines;

namespace SweepCluster.Cli.Bench;

/// <summary>What <c>sweep bench devices --json</c> prints.</summary>
internal sealed record BenchDocument(IReadOnlyList<BenchDeviceDocument> Devices);

/// <summary>One device.</summary>
/// <param name="Id">What <c>--device</c> calls it.</param>
/// <param name="MatrixFlops">Measured floating-point operations per second of a large matrix product in float32.</param>
/// <param name="CopyBytes">Measured bytes per second, read and written together, of copying rows.</param>
internal sealed record BenchDeviceDocument(string Id, string Name, double MatrixFlops, double CopyBytes, IReadOnlyList<BenchJobDocument> Jobs);

/// <summary>One model.</summary>
/// <param name="Queues">Populations at once.</param>
/// <param name="Population">Members of each.</param>
/// <param name="Threads">Threads of the machine that each takes.</param>
internal sealed record BenchJobDocument(string Model, int Batch, int Queues, int Population, int Threads, IReadOnlyList<BenchOperationDocument> Operations);

/// <summary>One operation on all members together.</summary>
/// <param name="Shape">Of one member.</param>
/// <param name="Seconds">Median time of one run.</param>
/// <param name="Flops">Floating-point operations of one run.</param>
/// <param name="Bytes">Bytes of one run when each operand is read once and each result written once.</param>
/// <param name="Bound">What limits it: <c>arithmetic</c> or <c>memory</c>.</param>
/// <param name="Share">Achieved, of the rate that limits it.</param>
internal sealed record BenchOperationDocument(
    string Operation, string Shape, double Seconds, double Flops, double Bytes, double FlopsPerSecond, double BytesPerSecond, double ShareOfMatrixRate, double ShareOfCopyBandwidth, string Bound, double Share)
{
    public static BenchOperationDocument Of(RooflinePoint point, DeviceRates rates) => new(
        point.Operation,
        point.Shape,
        point.Seconds,
        point.Cost.Flops,
        point.Cost.Bytes,
        point.FlopsPerSecond,
        point.BytesPerSecond,
        point.FlopsPerSecond / rates.MatrixFlops,
        point.BytesPerSecond / rates.CopyBytes,
        point.Bound(rates) == RooflineBound.Arithmetic ? "arithmetic" : "memory",
        point.Share(rates));
}
