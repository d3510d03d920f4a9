namespace SweepCluster.Domain.Planning.EarlyStopping;

/// <summary>
/// Says whether a trial is worth going on with, in a search for accuracy. A map uses none: its trials all train to
/// the end, for one that was stopped has no label. Higher scores are better; one that is not finite is the worst.
/// </summary>
public interface IStoppingRule
{
    /// <summary>A function of its arguments only; nothing is recorded.</summary>
    /// <param name="history">What trials have reported so far; whether this report is among it makes no difference.</param>
    /// <param name="trial">The reporting trial, by a number of the caller's choice.</param>
    /// <param name="step">Counted from 1.</param>
    /// <param name="score">The score at that step.</param>
    StopDecision Decide(LearningHistory history, int trial, int step, double score);
}
