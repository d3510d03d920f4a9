using System.Collections.Immutable;

namespace SweepCluster.Domain.Statistics;

/// <summary>Many tests at once.</summary>
public static class FalseDiscovery
{
    /// <summary>
    /// The largest p-value to reject by the procedure of Benjamini and Hochberg (1995): the largest p₍ᵢ₎ ≤ i·q/m of m
    /// sorted ones. At most a share q of the rejections is false on average; where no effect is real, any rejection at
    /// all has probability q or less. −1 where none is rejected.
    /// </summary>
    public static double Limit(ImmutableArray<double> pValues, double q)
    {
        var sorted = pValues.Sort();
        for (var i = sorted.Length - 1; i >= 0; i--)
        {
            if (sorted[i] <= (i + 1) * q / sorted.Length)
            {
                return sorted[i];
            }
        }

        return -1;
    }
}
