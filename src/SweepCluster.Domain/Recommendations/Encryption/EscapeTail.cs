namespace SweepCluster.Domain.Recommendations.Encryption;

/// <summary>
/// How fast the largest inputs thin out towards B: the mean excess over a high threshold, as of an exponential
/// tail. An extrapolation beyond what was seen, to be read beside <see cref="EscapeMargin.Bound"/>, which needs no
/// assumption about the tail.
/// </summary>
/// <param name="Threshold">|x|/B that the excesses are taken over.</param>
/// <param name="Exceedances">Samples above it.</param>
/// <param name="MeanExcess">Their mean distance above the threshold, in units of B.</param>
/// <param name="Scales">(1 − threshold)/mean excess: distances to B; each one makes an escape e times rarer.</param>
/// <param name="EscapeProbability">Extrapolated: exceedances/samples · e^−scales; 0 when nothing exceeds.</param>
public sealed record EscapeTail(double Threshold, int Exceedances, double MeanExcess, double Scales, double EscapeProbability)
{
    /// <summary>The share of samples that the tail is taken from.</summary>
    public const double Share = 0.05;

    /// <summary>Too few excesses for a mean below this.</summary>
    public const int FewestExceedances = 20;

    /// <summary>Null with too few samples, or with ranges that are not finite.</summary>
    /// <param name="ranges">Each sample's largest |x|/B.</param>
    public static EscapeTail? Of(IReadOnlyList<double> ranges)
    {
        var count = (int)(Share * ranges.Count);
        if (count < FewestExceedances || !ranges.All(double.IsFinite))
        {
            return null;
        }

        double[] sorted = [.. ranges.OrderDescending()];
        var threshold = sorted[count];
        var excess = sorted.Take(count).Average(range => range - threshold);
        var scales = (1 - threshold) / excess;
        return excess > 0 && scales > 0
            ? new EscapeTail(threshold, count, excess, scales, (double)count / ranges.Count * Math.Exp(-scales))
            : null;
    }
}
