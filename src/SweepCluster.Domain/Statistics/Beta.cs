namespace SweepCluster.Domain.Statistics;

/// <summary>The beta distribution Beta(a, b), a and b above 0.</summary>
public static class Beta
{
    private const int MostTerms = 100_000;
    private const int MostSteps = 200;

    /// <summary>
    /// P(X ≤ x), the regularised incomplete beta function, by the continued fraction of Abramowitz and Stegun 26.5.8
    /// on the side of the mean where it converges fast.
    /// </summary>
    /// <param name="x">In [0, 1].</param>
    public static double Cumulative(double x, double a, double b)
    {
        if (x <= 0 || x >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        var factor = Math.Exp(LogDensity(x, a, b)) * x * (1 - x);
        return x < (a + 1) / (a + b + 2)
            ? factor / a * Fraction(x, a, b)
            : 1 - (factor / b * Fraction(1 - x, b, a));
    }

    /// <summary>The x with P(X ≤ x) = <paramref name="probability"/>, by Newton's steps kept inside a shrinking bracket.</summary>
    /// <param name="probability">In [0, 1].</param>
    public static double Quantile(double probability, double a, double b)
    {
        if (probability <= 0 || probability >= 1)
        {
            return probability <= 0 ? 0 : 1;
        }

        var (low, high, x) = (0.0, 1.0, a / (a + b));
        for (var i = 0; i < MostSteps; i++)
        {
            var excess = Cumulative(x, a, b) - probability;
            (low, high) = excess < 0 ? (x, high) : (low, x);
            var next = x - (excess / Math.Exp(LogDensity(x, a, b)));
            next = next > low && next < high ? next : (low + high) / 2;
            if (Math.Abs(next - x) <= Math.BitIncrement(x) - x)
            {
                return next;
            }

            x = next;
        }

        return x;
    }

    private static double LogDensity(double x, double a, double b) =>
        Gamma.Log(a + b) - Gamma.Log(a) - Gamma.Log(b) + ((a - 1) * Math.Log(x)) + ((b - 1) * Math.Log(1 - x));

    /// <summary>The continued fraction 1/(1 + d₁/(1 + d₂/(1 + …))), by Lentz's method.</summary>
    private static double Fraction(double x, double a, double b)
    {
        var numerators = 1.0;
        var denominators = 1 / Away(1 - ((a + b) * x / (a + 1)));
        var value = denominators;
        for (var m = 1; m < MostTerms; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            Step(even);
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            if (Math.Abs(Step(odd) - 1) <= Math.BitIncrement(1) - 1)
            {
                break;
            }
        }

        return value;

        double Step(double term)
        {
            denominators = 1 / Away(1 + (term * denominators));
            numerators = Away(1 + (term / numerators));
            var ratio = numerators * denominators;
            value *= ratio;
            return ratio;
        }

        // A partial fraction may pass through 0, never the whole.
        static double Away(double number) => Math.Abs(number) < 1e-300 ? 1e-300 : number;
    }
}
