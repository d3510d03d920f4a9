using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Arithmetic;

/// <summary>float.</summary>
internal readonly struct Single32 : IReal<float>
{
    private const float Log2E = 1.44269504088896341f;

    // ln 2 in two parts: the first has few bits, so that its multiples are exact.
    private const float High = 0.693359375f;
    private const float Low = -2.12194440e-4f;
    private const float SquareRootOfHalf = 0.70710678f;
    private const float LargestExponent = 88.722839f;
    private const float SmallestExponent = -87.336544f;

    public static float ExponentCap => 80f;

    public static float Of(double value) => (float)value;

    public static double Wide(float value) => value;

    public static float Sqrt(float value) => MathF.Sqrt(value);

    public static bool IsFinite(float value) => (Interop.FloatAsInt(value) & 0x7F800000u) != 0x7F800000u;

    // The polynomial of Cephes' logf.
    public static float Log(float value)
    {
        if (!IsFinite(value))
        {
            return value;
        }

        var bits = Interop.FloatAsInt(value);
        var exponent = (int)(bits >> 23) - 126;
        var x = Interop.IntAsFloat((bits & 0x007FFFFFu) | 0x3F000000u);
        if (x < SquareRootOfHalf)
        {
            exponent--;
            x += x;
        }

        x -= 1;
        var square = x * x;
        var p = 7.0376836292e-2f;
        p = (p * x) - 1.1514610310e-1f;
        p = (p * x) + 1.1676998740e-1f;
        p = (p * x) - 1.2420140846e-1f;
        p = (p * x) + 1.4249322787e-1f;
        p = (p * x) - 1.6668057665e-1f;
        p = (p * x) + 2.0000714765e-1f;
        p = (p * x) - 2.4999993993e-1f;
        p = (p * x) + 3.3333331174e-1f;
        var small = (p * x * square) + (exponent * Low) - (0.5f * square);
        return (exponent * High) + (x + small);
    }

    // The polynomial of Cephes' expf.
    public static float Exp(float value)
    {
        if (value > LargestExponent)
        {
            return float.PositiveInfinity;
        }

        if (value < SmallestExponent)
        {
            return 0;
        }

        if (!IsFinite(value))
        {
            return value;
        }

        var power = (int)((value * Log2E) + (value < 0 ? -0.5f : 0.5f));
        var x = value - (power * High) - (power * Low);
        var p = 1.9875691500e-4f;
        p = (p * x) + 1.3981999507e-3f;
        p = (p * x) + 8.3334519073e-3f;
        p = (p * x) + 4.1665795894e-2f;
        p = (p * x) + 1.6666665459e-1f;
        p = (p * x) + 5.0000001201e-1f;
        var result = (p * x * x) + x + 1;

        // In two steps: 2^128 alone is no float.
        var half = power / 2;
        return result * PowerOfTwo(half) * PowerOfTwo(power - half);
    }

    private static float PowerOfTwo(int exponent) => Interop.IntAsFloat((uint)(exponent + 127) << 23);
}
