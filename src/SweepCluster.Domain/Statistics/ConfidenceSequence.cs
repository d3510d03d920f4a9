namespace SweepCluster.Domain.Statistics;

/// <summary>
/// Intervals of a proportion that hold at every moment at once, so that one may look after each trial and stop when
/// one likes. The evidence against p after k of n successes is the ratio of two probabilities of exactly these
/// trials, one under a Beta(a, a) mixture of all proportions and one under p:
/// M = B(a + k, a + n − k) / (B(a, a) pᵏ (1 − p)ⁿ⁻ᵏ). Under p it is a martingale that starts at 1, so it ever reaches
/// 1/error with probability at most error (Ville 1939; Robbins 1970; Howard, Ramdas, McAuliffe and Sekhon 2021).
/// </summary>
public static class ConfidenceSequence
{
    /// <summary>
    /// a of the mixture. Less than ½ because most cells are always stable or never: against p = ½, six trials that
    /// agree suffice at 95 %, where a = ½ takes seven and a = 1 eight.
    /// </summary>
    private const double Prior = 0.25;

    private const int Bisections = 60;

    /// <summary>Every p that the trials do not speak against; [0, 1] without trials.</summary>
    /// <param name="error">The probability, above 0 and below 1, that the intervals of a growing sample ever miss.</param>
    public static Interval Of(Proportion proportion, double error)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(error, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(error, 1);
        if (proportion.Trials == 0)
        {
            return new Interval(0, 1);
        }

        var least = LeastLikelihood(proportion, error);
        return new Interval(
            proportion.Successes == 0 ? 0 : Edge(0, proportion.Estimate),
            proportion.Successes == proportion.Trials ? 1 : Edge(1, proportion.Estimate));

        // Evidence falls from the end of the axis to the estimate.
        double Edge(double outside, double inside)
        {
            for (var i = 0; i < Bisections; i++)
            {
                var middle = (outside + inside) / 2;
                (outside, inside) = LogLikelihood(proportion, middle) <= least ? (middle, inside) : (outside, middle);
            }

            return (outside + inside) / 2;
        }
    }

    /// <summary>Whether the interval leaves p out.</summary>
    /// <param name="p">Above 0 and below 1.</param>
    public static bool Excludes(Proportion proportion, double p, double error) =>
        LogLikelihood(proportion, p) <= LeastLikelihood(proportion, error);

    /// <summary>ln pᵏ (1 − p)ⁿ⁻ᵏ.</summary>
    private static double LogLikelihood(Proportion proportion, double p) =>
        (proportion.Successes * Math.Log(p)) + ((proportion.Trials - proportion.Successes) * Math.Log(1 - p));

    /// <summary>The logarithm of the likelihood at which M reaches 1/error: error · B(a + k, a + n − k) / B(a, a).</summary>
    private static double LeastLikelihood(Proportion proportion, double error) =>
        Math.Log(error) + Gamma.LogRising(Prior, proportion.Successes)
            + Gamma.LogRising(Prior, proportion.Trials - proportion.Successes) - Gamma.LogRising(2 * Prior, proportion.Trials);
}
