namespace SweepCluster.Domain.Recommendations.Encryption;

/// <summary>What a scale leaves of a network's numbers.</summary>
/// <param name="FractionBits">
/// Bits below 1 that one rescaling leaves intact with overwhelming probability: log₂Δ less log₂ of Cheon et al.'s
/// bound √(N/3)·(3 + 8√h) (CKKS, 2017, lemma 2), for a ternary secret of expected weight h = 2N/3.
/// </param>
/// <param name="IntegerBits">Bits above 1 that the last prime holds, sign included.</param>
/// <param name="LargestValue">Largest |number| that the network was seen to hold, logits included.</param>
/// <param name="SmallestCoefficient">Smallest |coefficient| of the polynomials other than 0.</param>
/// <param name="LargestCoefficient">Largest |coefficient| of the polynomials.</param>
/// <param name="SmallestCoefficientBits">Significant bits of the smallest coefficient encoded at the scale: log₂(Δ·|c|).</param>
public sealed record CkksPrecision(
    double FractionBits,
    int IntegerBits,
    double LargestValue,
    double SmallestCoefficient,
    double LargestCoefficient,
    double SmallestCoefficientBits)
{
    /// <summary>Whether the largest value seen, with its sign, stays below the last prime.</summary>
    public bool HoldsLargestValue => Math.Log2(LargestValue) + 1 <= IntegerBits;

    /// <param name="coefficients">Of all polynomials, in the basis in which they are evaluated.</param>
    public static CkksPrecision Of(CkksParameters parameters, IEnumerable<double> coefficients, double largestValue)
    {
        var magnitudes = coefficients.Select(Math.Abs).Where(magnitude => magnitude > 0).ToArray();
        var (smallest, largest) = magnitudes.Length == 0 ? (0, 0) : (magnitudes.Min(), magnitudes.Max());
        return new CkksPrecision(
            parameters.ScaleBits - Math.Log2(RescalingNoise(parameters.RingDimension)),
            parameters.FirstBits - parameters.ScaleBits,
            largestValue,
            smallest,
            largest,
            magnitudes.Length == 0 ? 0 : parameters.ScaleBits + Math.Log2(smallest));
    }

    private static double RescalingNoise(int ringDimension) =>
        Math.Sqrt(ringDimension / 3.0) * (3 + (8 * Math.Sqrt(2.0 * ringDimension / 3)));
}
