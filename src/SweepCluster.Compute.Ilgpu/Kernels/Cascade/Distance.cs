using System.Numerics;
using SweepCluster.Compute.Ilgpu.Arithmetic;

namespace SweepCluster.Compute.Ilgpu.Kernels.Cascade;

/// <summary>Functions of a squared distance m, taken as 10⁻¹⁰ at least.</summary>
internal static class Distance
{
    private const double Smallest = 1e-10;

    public static T Log<T, R>(T m)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T> => R.Log(Reduction.Larger(m, R.Of(Smallest)));

    /// <summary>κ(m) = ½ m ln m.</summary>
    public static T Kappa<T, R>(T m)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
    {
        var clamped = Reduction.Larger(m, R.Of(Smallest));
        return R.Of(0.5) * clamped * R.Log(clamped);
    }

    /// <summary>½ m (ln m − 2b).</summary>
    public static T Kernel<T, R>(T m, T b)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
    {
        var clamped = Reduction.Larger(m, R.Of(Smallest));
        return R.Of(0.5) * clamped * (R.Log(clamped) - (b + b));
    }
}
