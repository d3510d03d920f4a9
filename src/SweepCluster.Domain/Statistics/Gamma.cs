namespace SweepCluster.Domain.Statistics;

/// <summary>The logarithm of the gamma function, to rounding.</summary>
public static class Gamma
{
    /// <summary>From here on seven terms of Stirling's series are exact to rounding.</summary>
    private const double StirlingFrom = 10;

    // B₂ᵢ / (2i (2i − 1)) for i = 1 … 7, B the Bernoulli numbers.
    private static ReadOnlySpan<double> StirlingTerms => [1 / 12.0, -1 / 360.0, 1 / 1260.0, -1 / 1680.0, 1 / 1188.0, -691 / 360360.0, 1 / 156.0];

    /// <summary>ln Γ(x), from Stirling's series (Abramowitz and Stegun 6.1.41) and Γ(x + 1) = x Γ(x).</summary>
    /// <param name="x">Above 0.</param>
    public static double Log(double x)
    {
        var product = 1.0;
        for (; x < StirlingFrom; x++)
        {
            product *= x;
        }

        var (series, square) = (0.0, 1 / (x * x));
        for (var i = StirlingTerms.Length - 1; i >= 0; i--)
        {
            series = (series * square) + StirlingTerms[i];
        }

        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (series / x) - Math.Log(product);
    }

    /// <summary>ln a (a + 1) … (a + n − 1) = ln Γ(a + n) − ln Γ(a).</summary>
    /// <param name="a">Above 0.</param>
    /// <param name="n">At least 0.</param>
    public static double LogRising(double a, int n) => Log(a + n) - Log(a);
}
