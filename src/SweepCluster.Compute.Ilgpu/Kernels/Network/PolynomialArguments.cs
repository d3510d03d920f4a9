using System.Numerics;

namespace SweepCluster.Compute.Ilgpu.Kernels.Network;

/// <summary>Each member's polynomial and boundary loss, and where a layer's loss and reach go.</summary>
internal readonly struct PolynomialArguments<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public int Basis { get; init; }

    public Operand<T> Range { get; init; }

    public Operand<int> Terms { get; init; }

    public Operand<T> Coefficients { get; init; }

    public Operand<int> BoundaryKind { get; init; }

    public Operand<T> Threshold { get; init; }

    public Operand<T> Loss { get; init; }

    public Operand<T> Reached { get; init; }
}
