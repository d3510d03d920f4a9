namespace SweepCluster.Domain.Statistics;

/// <summary>So many successes out of so many independent trials.</summary>
public readonly record struct Proportion
{
    /// <summary>The standard normal quantile of a two-sided 95 % interval.</summary>
    public const double Normal95 = 1.9599639845400545;

    /// <exception cref="ArgumentOutOfRangeException">Not 0 ≤ successes ≤ trials.</exception>
    public Proportion(int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        Successes = successes;
        Trials = trials;
    }

    public int Successes { get; }

    public int Trials { get; }

    /// <summary>k/n; not a number without trials.</summary>
    public double Estimate => Trials == 0 ? double.NaN : (double)Successes / Trials;

    /// <summary>
    /// Wilson's score interval (1927): (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n), here in counts. Good for
    /// few trials and at 0 and 1, where k ± z·error is not. [0, 1] without trials.
    /// </summary>
    /// <param name="z">Standard normal quantile of the coverage; 95 % unless told otherwise.</param>
    public Interval Wilson(double z = Normal95)
    {
        if (Trials == 0)
        {
            return new Interval(0, 1);
        }

        double n = Trials, k = Successes, square = z * z;
        var centre = (k + (square / 2)) / (n + square);
        var half = z * Math.Sqrt((k * (n - k) / n) + (square / 4)) / (n + square);

        // Rounding must not cost the ends their exact values.
        return new Interval(Successes == 0 ? 0 : centre - half, Successes == Trials ? 1 : centre + half);
    }

    /// <summary>
    /// Jeffreys' interval: what leaves equal tails of Beta(k + ½, n − k + ½), with the lower end 0 at k = 0 and the
    /// upper end 1 at k = n (Brown, Cai and DasGupta 2001, equation 6). Covers as well as Wilson's on average and is a
    /// little narrower near 0 and 1. Maps and their exports show Wilson's. [0, 1] without trials.
    /// </summary>
    /// <param name="confidence">Above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 &lt; confidence &lt; 1.</exception>
    public Interval Jeffreys(double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        var (k, failures, tail) = (Successes, Trials - Successes, (1 - confidence) / 2);

        // Both ends from a lower tail, so that failures mirror successes to the last digit.
        return new Interval(
            k == 0 ? 0 : Beta.Quantile(tail, k + 0.5, failures + 0.5),
            failures == 0 ? 1 : 1 - Beta.Quantile(tail, failures + 0.5, k + 0.5));
    }
}
