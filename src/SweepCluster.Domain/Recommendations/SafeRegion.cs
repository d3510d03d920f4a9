using System.Collections.Immutable;
using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Recommendations;

/// <summary>What the evidence along an axis allows to say.</summary>
public enum Verdict
{
    /// <summary>The region's lower confidence bound reaches the target.</summary>
    Recommended,

    /// <summary>Nothing speaks against the region, but too few trials speak for it.</summary>
    InsufficientEvidence,

    /// <summary>Trials have finished and no stretch of the axis is stable enough.</summary>
    NoStableRegion,
}

/// <summary>
/// The stretch of an axis on which training is safe, and how sure that is. Three replicates can never show that one
/// cell is stable 95 times in 100, that takes 72 of 72; so the claim is about the stretch: <em>averaged over its
/// values, P(stable) is at least the target</em>, with the exact bound of Clopper and Pearson (1934) on all its trials
/// together, at the lower end of their 95 % interval. An average could hide a bad edge, so the stretch begins where
/// the isotonic estimate of P(stable), which assumes that stability grows away from the cliff (Ayer and others 1955),
/// reaches the target too; where a cliff follows on the other side, it ends in the same way.
/// </summary>
/// <param name="From">Number of its first value; −1 without a region.</param>
/// <param name="To">Number of its last value; −1 without a region.</param>
/// <param name="Evidence">Stable of finished trials in the region.</param>
/// <param name="Lower">The lower confidence bound of their P(stable).</param>
/// <param name="MoreTrials">How many more trials, all stable, would raise the bound to the target; null unless evidence is insufficient.</param>
public sealed record SafeRegion(Verdict Verdict, int From, int To, Proportion Evidence, double Lower, int? MoreTrials)
{
    /// <summary>The P(stable) that a region must reach, unless told otherwise.</summary>
    public const double DefaultTarget = 0.95;

    /// <summary>The error of the lower end of a two-sided 95 % interval.</summary>
    private const double Alpha = 0.025;

    /// <summary>The region of the evidence at the ascending values of an axis.</summary>
    /// <param name="target">Above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The target is not a probability that trials could reach.</exception>
    public static SafeRegion Of(IReadOnlyList<Proportion> evidence, double target = DefaultTarget)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(target, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(target, 1);
        var (from, to) = LongestStableRun(evidence);
        if (from >= 0)
        {
            (from, to) = WithoutEdges(evidence, from, to, target);
        }

        if (from < 0)
        {
            return evidence.Any(cell => cell.Trials > 0)
                ? new SafeRegion(Verdict.NoStableRegion, -1, -1, default, 0, null)
                : new SafeRegion(Verdict.InsufficientEvidence, -1, -1, default, 0, MoreNeeded(default, target));
        }

        var sum = Sum(evidence, from, to);
        var lower = Binomial.LowerBound(sum, Alpha);
        return lower >= target
            ? new SafeRegion(Verdict.Recommended, from, to, sum, lower, null)
            : new SafeRegion(Verdict.InsufficientEvidence, from, to, sum, lower, MoreNeeded(sum, target));
    }

    /// <summary>The run of values with more than half of the trials stable that has most trials; values without any do not end it.</summary>
    private static (int From, int To) LongestStableRun(IReadOnlyList<Proportion> evidence)
    {
        var (best, bestTrials) = ((From: -1, To: -1), 0);
        var (from, to, trials) = (-1, -1, 0);
        for (var i = 0; i < evidence.Count; i++)
        {
            if (evidence[i].Estimate > 0.5)
            {
                (from, to, trials) = (from < 0 ? i : from, i, trials + evidence[i].Trials);
                (best, bestTrials) = trials > bestTrials ? ((from, to), trials) : (best, bestTrials);
            }
            else if (evidence[i].Trials > 0)
            {
                (from, trials) = (-1, 0);
            }
        }

        return best;
    }

    private static (int From, int To) WithoutEdges(IReadOnlyList<Proportion> evidence, int from, int to, double target)
    {
        var run = Enumerable.Range(from, to - from + 1).Where(i => evidence[i].Trials > 0).ToImmutableArray();

        // Between two cliffs each edge is looked at from the middle; with one, from the far end.
        var hasCliffAbove = evidence.Skip(to + 1).Any(cell => cell.Trials > 0);
        var middle = hasCliffAbove ? (run.Length + 1) / 2 : run.Length;
        var below = Isotonic.Rising([.. run[..middle].Select(i => evidence[i])]);
        var above = Isotonic.Rising([.. run[middle..].Reverse().Select(i => evidence[i])]);
        var first = below.FindIndex(estimate => estimate >= target);
        var outside = above.IsEmpty ? 0 : above.FindIndex(estimate => estimate >= target);
        return first < 0 || outside < 0 ? (-1, -1) : (run[first], run[run.Length - 1 - outside]);
    }

    private static int MoreNeeded(Proportion sum, double target)
    {
        var (enough, tooFew) = (1, 0);
        while (!IsEnough(enough))
        {
            (tooFew, enough) = (enough, 2 * enough);
        }

        while (enough - tooFew > 1)
        {
            var middle = (enough + tooFew) / 2;
            (tooFew, enough) = IsEnough(middle) ? (tooFew, middle) : (middle, enough);
        }

        return enough;

        bool IsEnough(int more) => Binomial.LowerBound(new Proportion(sum.Successes + more, sum.Trials + more), Alpha) >= target;
    }

    private static Proportion Sum(IReadOnlyList<Proportion> evidence, int from, int to)
    {
        var cells = evidence.Take(from..(to + 1)).ToArray();
        return new Proportion(cells.Sum(cell => cell.Successes), cells.Sum(cell => cell.Trials));
    }
}
