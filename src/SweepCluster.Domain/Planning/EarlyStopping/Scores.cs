namespace SweepCluster.Domain.Planning.EarlyStopping;

/// <summary>How scores are compared: higher is better, and what is not finite is the worst.</summary>
internal static class Scores
{
    public static double Comparable(double score) => double.IsFinite(score) ? score : double.NegativeInfinity;

    /// <summary>The middle one; of an even number the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> scores)
    {
        var sorted = scores.Order().ToArray();
        var (upper, lower) = (sorted[sorted.Length / 2], sorted[(sorted.Length - 1) / 2]);
        return (lower / 2) + (upper / 2);
    }
}
