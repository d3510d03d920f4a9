namespace SweepCluster.Domain.Statistics;

/// <summary>Exact probabilities of counts.</summary>
public static class Binomial
{
    private static readonly double[] LogFactorials = Table(4096);

    /// <summary>P(K ≥ k) of n trials with success probability p.</summary>
    public static double AtLeast(int k, int n, double p)
    {
        if (k <= 0 || p >= 1)
        {
            return k <= n ? 1 : 0;
        }

        if (p <= 0)
        {
            return 0;
        }

        // The shorter tail is summed, and turned round if it is the other one.
        return k > n * p ? Sum(k, n) : 1 - Sum(0, k - 1);

        double Sum(int from, int to)
        {
            var sum = 0.0;
            for (var i = from; i <= to; i++)
            {
                sum += Math.Exp(LogChoose(n, i) + (i * Math.Log(p)) + ((n - i) * Math.Log(1 - p)));
            }

            return Math.Min(1, sum);
        }
    }

    /// <summary>
    /// The exact lower confidence bound of a proportion (Clopper and Pearson 1934): the p at which k or more
    /// successes have probability <paramref name="alpha"/>. Never covers less than 1 − α; 0 without successes.
    /// </summary>
    /// <param name="alpha">One-sided error, above 0 and below 1.</param>
    public static double LowerBound(Proportion proportion, double alpha)
    {
        if (proportion.Successes == 0)
        {
            return 0;
        }

        var (low, high) = (0.0, proportion.Estimate);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = AtLeast(proportion.Successes, proportion.Trials, middle) < alpha ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>ln (n choose k).</summary>
    public static double LogChoose(int n, int k) => LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);

    private static double LogFactorial(int n) => n < LogFactorials.Length ? LogFactorials[n] : Gamma.Log(n + 1.0);

    private static double[] Table(int count)
    {
        var table = new double[count];
        for (var n = 1; n < count; n++)
        {
            table[n] = table[n - 1] + Math.Log(n);
        }

        return table;
    }
}
