using System.Numerics;

namespace SweepCluster.Compute.Ilgpu.Arithmetic;

/// <summary>
/// What kernels need of a number beyond its operators. The transcendental functions are computed from arithmetic and
/// bits alone, so that every accelerator has them and has the same ones.
/// </summary>
internal interface IReal<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The largest exponent of the boundary loss: e to it still leaves room for sums.</summary>
    static abstract T ExponentCap { get; }

    static abstract T Of(double value);

    static abstract double Wide(T value);

    static abstract T Sqrt(T value);

    /// <summary>ln of a positive normal number; what is not one stays so.</summary>
    static abstract T Log(T value);

    /// <summary>e^x: 0 and infinity where that is out of range.</summary>
    static abstract T Exp(T value);

    static abstract bool IsFinite(T value);
}
