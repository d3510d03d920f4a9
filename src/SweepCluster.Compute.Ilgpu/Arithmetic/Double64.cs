using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Arithmetic;

/// <summary>double.</summary>
internal readonly struct Double64 : IReal<double>
{
    private const double Log2E = 1.4426950408889634074;
    private const double High = 6.93147180369123816490e-01;
    private const double Low = 1.90821492927058770002e-10;
    private const double SquareRootOfTwo = 1.4142135623730951;
    private const double LargestExponent = 709.782712893384;
    private const double SmallestExponent = -708.396418532264;

    public static double ExponentCap => 700;

    public static double Of(double value) => value;

    public static double Wide(double value) => value;

    public static double Sqrt(double value) => Math.Sqrt(value);

    public static bool IsFinite(double value) => (Interop.FloatAsInt(value) & 0x7FF0000000000000ul) != 0x7FF0000000000000ul;

    // The argument reduction and series of Sun's fdlibm.
    public static double Log(double value)
    {
        if (!IsFinite(value))
        {
            return value;
        }

        var bits = Interop.FloatAsInt(value);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = Interop.IntAsFloat((bits & 0x000FFFFFFFFFFFFFul) | 0x3FF0000000000000ul);
        if (mantissa > SquareRootOfTwo)
        {
            exponent++;
            mantissa *= 0.5;
        }

        var f = mantissa - 1;
        var s = f / (f + 2);
        var z = s * s;
        var r = 1.479819860511658591e-01;
        r = (r * z) + 1.531383769920937332e-01;
        r = (r * z) + 1.818357216161805012e-01;
        r = (r * z) + 2.222219843214978396e-01;
        r = (r * z) + 2.857142874366239149e-01;
        r = (r * z) + 3.999999999940941908e-01;
        r = (r * z) + 6.666666666666735130e-01;
        r *= z;
        var half = f * f * 0.5;
        var tail = (s * (half + r)) + (exponent * Low);
        return (exponent * High) + (f - (half - tail));
    }

    // e^r by its series on |r| ≤ ½ ln 2: 14 terms leave less than a rounding error.
    public static double Exp(double value)
    {
        if (value > LargestExponent)
        {
            return double.PositiveInfinity;
        }

        if (value < SmallestExponent)
        {
            return 0;
        }

        if (!IsFinite(value))
        {
            return value;
        }

        var power = (int)((value * Log2E) + (value < 0 ? -0.5 : 0.5));
        var x = value - (power * High) - (power * Low);
        var p = 1.0 / 6227020800.0;
        p = (p * x) + (1.0 / 479001600.0);
        p = (p * x) + (1.0 / 39916800.0);
        p = (p * x) + (1.0 / 3628800.0);
        p = (p * x) + (1.0 / 362880.0);
        p = (p * x) + (1.0 / 40320.0);
        p = (p * x) + (1.0 / 5040.0);
        p = (p * x) + (1.0 / 720.0);
        p = (p * x) + (1.0 / 120.0);
        p = (p * x) + (1.0 / 24.0);
        p = (p * x) + (1.0 / 6.0);
        p = (p * x) + 0.5;
        p = (p * x) + 1;
        p = (p * x) + 1;
        var half = power / 2;
        return p * PowerOfTwo(half) * PowerOfTwo(power - half);
    }

    private static double PowerOfTwo(int exponent) => Interop.IntAsFloat((ulong)(exponent + 1023) << 52);
}
