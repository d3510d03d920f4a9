using System.Numerics;
using SweepCluster.Compute.Ilgpu.Arithmetic;
using SweepCluster.Compute.Network;

namespace SweepCluster.Compute.Ilgpu.Kernels.Network;

/// <summary>One member's boundary loss of one activation input.</summary>
/// <param name="kind"><see cref="BoundaryKind"/> as a number.</param>
/// <param name="threshold">αB.</param>
internal readonly struct BoundaryPenalty<T>(int kind, T threshold)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public readonly int Kind = kind;
    public readonly T Threshold = threshold;

    /// <summary>The loss of an input of this magnitude.</summary>
    public T Of<R>(T magnitude)
        where R : struct, IReal<T>
    {
        if (Kind == (int)BoundaryKind.Off || !(magnitude > Threshold))
        {
            return T.Zero;
        }

        var excess = magnitude - Threshold;
        return Kind == (int)BoundaryKind.Quadratic ? excess * excess : Exp<R>(excess) - T.One;
    }

    /// <summary>Its derivative at an input.</summary>
    public T Slope<R>(T x)
        where R : struct, IReal<T>
    {
        var magnitude = x < T.Zero ? -x : x;
        if (Kind == (int)BoundaryKind.Off || !(magnitude > Threshold))
        {
            return T.Zero;
        }

        var excess = magnitude - Threshold;
        var slope = Kind == (int)BoundaryKind.Quadratic ? excess + excess : Exp<R>(excess);
        return x > T.Zero ? slope : -slope;
    }

    private static T Exp<R>(T excess)
        where R : struct, IReal<T> => R.Exp(excess < R.ExponentCap ? excess : R.ExponentCap);
}
