using System.Numerics;
using SweepCluster.Compute.Ilgpu.Arithmetic;
using SweepCluster.Compute.Network;

namespace SweepCluster.Compute.Ilgpu.Kernels.Network;

/// <summary>Each member's boundary loss on the way back, or none.</summary>
internal readonly struct BoundaryArguments<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public Operand<int> Kind { get; init; }

    public Operand<T> Threshold { get; init; }

    public Operand<T> Weight { get; init; }

    public int IsThere { get; init; }

    /// <summary>A member's penalty, and λ over the number of inputs that it is the mean of.</summary>
    public (BoundaryPenalty<T> Penalty, T Weight) Of<R>(Work work, int inputs)
        where R : struct, IReal<T> => IsThere != 0
            ? (new BoundaryPenalty<T>(Kind.Of(work)[0], Threshold.Of(work)[0]), Weight.Of(work)[0] / R.Of(inputs))
            : (new BoundaryPenalty<T>((int)BoundaryKind.Off, T.Zero), T.Zero);
}
