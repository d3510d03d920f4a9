using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Recommendations.Encryption;

/// <summary>
/// How far inputs of the activations stay inside [−B, B], and what that says of samples not seen yet. Beyond the
/// range a polynomial grows without limit, and one such slot ruins the whole ciphertext.
/// </summary>
/// <param name="LargestRange">Largest |x|/B over the samples.</param>
/// <param name="Escaped">Samples with |x| &gt; B.</param>
/// <param name="Samples">Samples looked at, none of them used in training.</param>
/// <param name="Bound">One-sided upper bound of the probability that a sample escapes.</param>
/// <param name="Confidence">Of the bound.</param>
public sealed record EscapeMargin(double LargestRange, int Escaped, int Samples, double Bound, double Confidence)
{
    public const double UsualConfidence = 0.95;

    /// <summary>1 − largest |x|/B: what is left of the range; negative after an escape.</summary>
    public double Margin => 1 - LargestRange;

    public static EscapeMargin Of(double largestRange, int escaped, int samples, double confidence = UsualConfidence) =>
        new(largestRange, escaped, samples, UpperBound(escaped, samples, confidence), confidence);

    /// <summary>From each sample's own largest |x|/B.</summary>
    public static EscapeMargin Of(IReadOnlyList<double> ranges, double confidence = UsualConfidence)
    {
        // Written so that a range that is not a number counts as an escape.
        var escaped = ranges.Count(range => !(range <= 1));
        var largest = ranges.Any(double.IsNaN) ? double.PositiveInfinity : ranges.DefaultIfEmpty(0).Max();
        return Of(largest, escaped, ranges.Count, confidence);
    }

    /// <summary>Over the validation split, after a trial's last epoch.</summary>
    public static EscapeMargin OfLastEpoch(Trace trace)
    {
        var last = trace.Epochs[^1];
        return Of(last.ValidationRange, (int)Math.Round(last.EscapedSamples * trace.ValidationSamples), trace.ValidationSamples);
    }

    /// <summary>
    /// Clopper and Pearson's exact one-sided bound (1934): the p at which so few escapes have probability
    /// 1 − confidence. Without an escape it is 1 − (1 − confidence)^(1/n), the rule of three: about 3/n at 95 %.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 ≤ escaped ≤ samples.</exception>
    public static double UpperBound(int escaped, int samples, double confidence = UsualConfidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(escaped);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(escaped, samples);
        if (escaped == samples)
        {
            return 1;
        }

        if (escaped == 0)
        {
            return 1 - Math.Exp(Math.Log(1 - confidence) / samples);
        }

        return 1 - Binomial.LowerBound(new Proportion(samples - escaped, samples), 1 - confidence);
    }
}
