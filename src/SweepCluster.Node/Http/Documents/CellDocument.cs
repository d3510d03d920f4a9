using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;

namespace SweepCluster.Node.Http.Documents;

/// <summary>A page of cells, in the map's order.</summary>
public sealed record CellPage(int Total, int Offset, IReadOnlyList<CellDocument> Cells);

/// <summary>A cell with what its trials say.</summary>
/// <param name="Coordinates">A value per axis, as in the sweep file.</param>
/// <param name="Label">The most frequent outcome, or <c>pending</c>.</param>
/// <param name="Trials">Finished ones.</param>
/// <param name="FailedTrials">Those that the machine failed; they enter no other number.</param>
/// <param name="Counts">Finished trials by outcome.</param>
/// <param name="StableLow">The lower end of the 95 % interval of P(stable).</param>
/// <param name="ScoreMean">Of stable trials, at the last epoch.</param>
/// <param name="MedianDivergenceStep">Optimiser step, counted from 0.</param>
/// <param name="TrainingSeconds">Device time of all its trials.</param>
public sealed record CellDocument(
    string Id,
    IReadOnlyDictionary<string, string> Coordinates,
    string Label,
    int Trials,
    int FailedTrials,
    IReadOnlyDictionary<string, int> Counts,
    double StableProbability,
    double StableLow,
    double StableHigh,
    double ScoreMean,
    double ScoreDeviation,
    double MedianDivergenceStep,
    double TrainingSeconds)
{
    public static CellDocument Of(Sweep sweep, MapCell cell)
    {
        var (interval, score, counts) = (cell.StableInterval, cell.StableScore, cell.Counts);
        return new CellDocument(
            cell.Cell.Id.Text,
            cell.Cell.Coordinates.Index().ToDictionary(pair => sweep.Axes[pair.Index].Parameter, pair => pair.Item.Text),
            cell.Majority is { } label ? OutcomeDescription.Of(label).Name : "pending",
            cell.Stable.Trials,
            cell.FailedTrials,
            OutcomeDescription.All.ToDictionary(description => description.Name, description => counts[description.Outcome]),
            cell.Stable.Estimate,
            interval.Lower,
            interval.Upper,
            score.Mean,
            score.StandardDeviation,
            cell.StepsToDivergence.Median,
            cell.TrainingTime.TotalSeconds);
    }
}

/// <summary>The finished trials of a cell, by replicate.</summary>
public sealed record TrialList(string Cell, bool Reference, IReadOnlyList<TrialDocument> Trials);

/// <param name="Replicate">Counted from 0.</param>
/// <param name="Steps">Optimiser steps taken.</param>
/// <param name="Divergence">Where training stopped making sense; null where it did not.</param>
public sealed record TrialDocument(int Replicate, Outcome Outcome, long Steps, int Epochs, Divergence? Divergence, double? TestScoreBest, double? TestScoreLast, double TrainingSeconds)
{
    public static TrialDocument Of(LabelledTrial trial) => new(
        trial.Id.Replicate,
        trial.Outcome,
        trial.Trace.Steps,
        trial.Trace.Epochs.Length,
        trial.Trace.Divergence,
        trial.Trace.TestScoreAtBest,
        trial.Trace.TestScoreAtLast,
        trial.TrainingTime.TotalSeconds);
}

/// <summary>What a trial recorded as it trained.</summary>
public sealed record TraceDocument(
    string Cell,
    int Replicate,
    ScoreKind ScoreKind,
    double ChanceScore,
    int ValidationSamples,
    int TestSamples,
    long Steps,
    double TrainingSeconds,
    Divergence? Divergence,
    IReadOnlyList<EpochRecord> Epochs)
{
    public static TraceDocument Of(TrialResult result) => new(
        result.Trial.Cell.Text,
        result.Trial.Replicate,
        result.Trace.ScoreKind,
        result.Trace.ChanceScore,
        result.Trace.ValidationSamples,
        result.Trace.TestSamples,
        result.Trace.Steps,
        result.TrainingTime.TotalSeconds,
        result.Trace.Divergence,
        result.Trace.Epochs);
}

/// <summary>Trials that the machine failed for good.</summary>
public sealed record FailureList(IReadOnlyList<FailureDocument> Failures);

public sealed record FailureDocument(string Cell, int Replicate, string Cause, DateTimeOffset At)
{
    public static FailureDocument Of(TrialFailure failure) => new(failure.Trial.Cell.Text, failure.Trial.Replicate, failure.Cause, failure.At);
}
