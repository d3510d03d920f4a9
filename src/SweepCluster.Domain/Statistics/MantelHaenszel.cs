using System.Collections.Immutable;

namespace SweepCluster.Domain.Statistics;

/// <summary>The test of Cochran (1954) and Mantel and Haenszel (1959): two proportions compared in many strata at once.</summary>
public static class MantelHaenszel
{
    /// <summary>
    /// The two-sided p-value of (|Σ(k − E k)| − ½)² / Σ Var k against χ² with one degree of freedom, k hypergeometric
    /// in each stratum given its margins. 1 where no stratum has both successes and failures, in both samples together.
    /// </summary>
    public static double PValue(ImmutableArray<(Proportion A, Proportion B)> strata)
    {
        var (excess, variance) = (0.0, 0.0);
        foreach (var (a, b) in strata)
        {
            double total = a.Trials + b.Trials, successes = a.Successes + b.Successes;
            if (total > 1 && a.Trials > 0 && b.Trials > 0)
            {
                excess += a.Successes - (a.Trials * successes / total);
                variance += a.Trials * (double)b.Trials * successes * (total - successes) / (total * total * (total - 1));
            }
        }

        return variance == 0 ? 1 : Normal.TwoSided(Math.Max(0, Math.Abs(excess) - 0.5) / Math.Sqrt(variance));
    }
}
