using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SweepCluster.Compute.Cpu.Cascade;

/// <summary>
/// Natural logarithms of 512-bit vectors. The runtime computes <see cref="Vector512.Log(Vector512{float})"/> lane
/// by lane on processors where it prefers narrower vectors; this takes the exponent and mantissa with one
/// instruction each. Arguments are positive normal numbers; anything else gives something that is not finite or not
/// a number where the argument was neither.
/// </summary>
internal static class VectorLog
{
    // Mantissa in [1, 2), sign kept.
    private const byte MantissaInterval = 0;

    // ln 2 in two parts, the first with so few bits that its product with an exponent is exact.
    private const float HighFloat = 0.693359375f;
    private const float LowFloat = -2.12194440e-4f;
    private const double HighDouble = 6.93147180369123816490e-01;
    private const double LowDouble = 1.90821492927058770002e-10;

    /// <summary>Within 1 unit in the last place: x − x²/2 + x³ P(x) with the polynomial of the Cephes library.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> value)
    {
        var exponent = Avx512F.GetExponent(value);
        var mantissa = Avx512F.GetMantissa(value, MantissaInterval);
        var above = Vector512.GreaterThan(mantissa, Vector512.Create(1.41421356f));
        mantissa = Vector512.ConditionalSelect(above, mantissa * Vector512.Create(0.5f), mantissa);
        exponent = Vector512.ConditionalSelect(above, exponent + Vector512<float>.One, exponent);
        var x = mantissa - Vector512<float>.One;
        var square = x * x;
        var p = Vector512.Create(7.0376836292e-2f);
        p = Vector512.FusedMultiplyAdd(p, x, Vector512.Create(-1.1514610310e-1f));
        p = Vector512.FusedMultiplyAdd(p, x, Vector512.Create(1.1676998740e-1f));
        p = Vector512.FusedMultiplyAdd(p, x, Vector512.Create(-1.2420140846e-1f));
        p = Vector512.FusedMultiplyAdd(p, x, Vector512.Create(1.4249322787e-1f));
        p = Vector512.FusedMultiplyAdd(p, x, Vector512.Create(-1.6668057665e-1f));
        p = Vector512.FusedMultiplyAdd(p, x, Vector512.Create(2.0000714765e-1f));
        p = Vector512.FusedMultiplyAdd(p, x, Vector512.Create(-2.4999993993e-1f));
        p = Vector512.FusedMultiplyAdd(p, x, Vector512.Create(3.3333331174e-1f));
        var small = p * (x * square);
        small = Vector512.FusedMultiplyAdd(exponent, Vector512.Create(LowFloat), small);
        small = Vector512.FusedMultiplyAdd(square, Vector512.Create(-0.5f), small);
        return Vector512.FusedMultiplyAdd(exponent, Vector512.Create(HighFloat), x + small);
    }

    /// <summary>Within 1 unit in the last place: the argument reduction and series of Sun's fdlibm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> value)
    {
        var exponent = Avx512F.GetExponent(value);
        var mantissa = Avx512F.GetMantissa(value, MantissaInterval);
        var above = Vector512.GreaterThan(mantissa, Vector512.Create(1.4142135623730951));
        mantissa = Vector512.ConditionalSelect(above, mantissa * Vector512.Create(0.5), mantissa);
        exponent = Vector512.ConditionalSelect(above, exponent + Vector512<double>.One, exponent);
        var f = mantissa - Vector512<double>.One;
        var s = f / (f + Vector512.Create(2.0));
        var z = s * s;
        var r = Vector512.Create(1.479819860511658591e-01);
        r = Vector512.FusedMultiplyAdd(r, z, Vector512.Create(1.531383769920937332e-01));
        r = Vector512.FusedMultiplyAdd(r, z, Vector512.Create(1.818357216161805012e-01));
        r = Vector512.FusedMultiplyAdd(r, z, Vector512.Create(2.222219843214978396e-01));
        r = Vector512.FusedMultiplyAdd(r, z, Vector512.Create(2.857142874366239149e-01));
        r = Vector512.FusedMultiplyAdd(r, z, Vector512.Create(3.999999999940941908e-01));
        r = Vector512.FusedMultiplyAdd(r, z, Vector512.Create(6.666666666666735130e-01));
        r *= z;
        var half = f * f * Vector512.Create(0.5);
        var tail = Vector512.FusedMultiplyAdd(s, half + r, exponent * Vector512.Create(LowDouble));
        return Vector512.FusedMultiplyAdd(exponent, Vector512.Create(HighDouble), f - (half - tail));
    }
}
