namespace SweepCluster.Domain.Planning.EarlyStopping;

/// <summary>
/// ASHA for trainers that cannot pause a trial: instead of promoting it later, a trial that reaches a rung goes on at
/// once if it is among the best ⌊n/η⌋ (at least one) of the n that have reached the rung by then, itself included,
/// and stops for good if not. The first trial at a rung always goes on. Between rungs and after the last one nothing
/// is stopped. Trials must report at the rungs' steps. Decisions depend on the order of arrival, unless all reports
/// of a rung are recorded before the first decision on it.
/// </summary>
public sealed record RungStopping(Rungs Rungs) : IStoppingRule
{
    /// <inheritdoc/>
    public StopDecision Decide(LearningHistory history, int trial, int step, double score)
    {
        if (!Rungs.Steps.Contains(step))
        {
            return StopDecision.Continue;
        }

        var others = history.OthersAt(trial, step).Select(curve => curve.ScoreAt(step)).ToArray();
        var better = others.Count(other => other > Scores.Comparable(score));
        return better < Math.Max(1, Rungs.TopOf(others.Length + 1)) ? StopDecision.Continue : StopDecision.Stop;
    }
}
