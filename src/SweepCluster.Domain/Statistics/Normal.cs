namespace SweepCluster.Domain.Statistics;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    /// <summary>
    /// P(|Z| ≥ z) = erfc(z/√2), by the Chebyshev fit of Press and others (Numerical Recipes, erfccheb's short form):
    /// relative error below 1.2·10⁻⁷.
    /// </summary>
    /// <param name="z">At least 0.</param>
    public static double TwoSided(double z)
    {
        var x = z / Math.Sqrt(2);
        var t = 1 / (1 + (0.5 * x));
        ReadOnlySpan<double> terms = [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];
        var sum = 0.0;
        for (var i = terms.Length - 1; i >= 0; i--)
        {
            sum = (sum * t) + terms[i];
        }

        return t * Math.Exp((-x * x) + sum);
    }
}
