using System.Runtime.Intrinsics.X86;

namespace SweepCluster.Compute.Cpu.Simd;

/// <summary>The vector width that a CPU device computes with.</summary>
public enum SimdLevel
{
    /// <summary><see cref="System.Numerics.Vector{T}"/>: any processor.</summary>
    Portable,

    /// <summary>AVX2 and FMA.</summary>
    Vector256,

    /// <summary>AVX-512 F, BW, DQ and VL.</summary>
    Vector512,
}

public static class SimdLevels
{
    /// <summary>The levels that this processor can run, slowest first.</summary>
    public static IReadOnlyList<SimdLevel> Available { get; } = Detect();

    public static SimdLevel Best => Available[^1];

    // Asked of the instruction set and not of Vector512.IsHardwareAccelerated, which is false on processors that
    // run AVX-512 well but whose clock the runtime's authors worry about.
    private static List<SimdLevel> Detect()
    {
        var levels = new List<SimdLevel> { SimdLevel.Portable };
        if (Avx2.IsSupported && Fma.IsSupported)
        {
            levels.Add(SimdLevel.Vector256);
        }

        if (Avx512F.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && Avx512F.VL.IsSupported)
        {
            levels.Add(SimdLevel.Vector512);
        }

        return levels;
    }
}
