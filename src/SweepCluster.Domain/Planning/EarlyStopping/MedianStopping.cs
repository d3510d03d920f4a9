namespace SweepCluster.Domain.Planning.EarlyStopping;

/// <summary>
/// The median stopping rule of Golovin et al., "Google Vizier: A Service for Black-Box Optimization" (2017), §3.2.2:
/// a trial t is stopped at step s if its best score by then is strictly below the median of the other trials' running
/// averages up to that step,
/// <c>max(o_t(1) … o_t(s)) &lt; median over τ ≠ t of (1/s) Σ_{i ≤ s} o_τ(i)</c>.
/// Vizier takes the median over completed trials; here over every other trial that has reached s, so that trials that
/// run side by side can judge each other. Record only completed ones to have Vizier's. Which trials have reached s
/// depends on the order of arrival, unless all reports of a step are recorded before the first decision on it.
/// </summary>
public sealed record MedianStopping : IStoppingRule
{
    /// <param name="graceSteps">No trial is stopped at or before this step.</param>
    /// <param name="leastComparisons">No trial is stopped while fewer others have reached its step.</param>
    /// <exception cref="ArgumentOutOfRangeException">Grace below 0 or fewer than one comparison.</exception>
    public MedianStopping(int graceSteps = 0, int leastComparisons = 5)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(graceSteps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(leastComparisons);
        (GraceSteps, LeastComparisons) = (graceSteps, leastComparisons);
    }

    public int GraceSteps { get; }

    public int LeastComparisons { get; }

    /// <inheritdoc/>
    public StopDecision Decide(LearningHistory history, int trial, int step, double score)
    {
        if (step <= GraceSteps)
        {
            return StopDecision.Continue;
        }

        var averages = history.OthersAt(trial, step).Select(curve => curve.AverageBy(step)).ToArray();
        if (averages.Length < LeastComparisons)
        {
            return StopDecision.Continue;
        }

        var best = Math.Max(history[trial].BestBy(step), Scores.Comparable(score));
        return best < Scores.Median(averages) ? StopDecision.Stop : StopDecision.Continue;
    }
}
