using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Map;

/// <summary>A cell with what its finished trials say.</summary>
public sealed class MapCell
{
    /// <param name="trials">The finished trials, by replicate.</param>
    public MapCell(Cell cell, ImmutableArray<LabelledTrial> trials)
    {
        Cell = cell;
        Trials = trials;
        Counts = OutcomeCounts.Of(trials.Select(trial => trial.Outcome));
        Stable = new Proportion(Counts[Outcome.Stable], trials.Length);
        StableInterval = Stable.Wilson();
        StableScore = Sample.Of(trials.Where(trial => trial.Outcome == Outcome.Stable).Select(trial => trial.Trace.TestScoreAtLast ?? double.NaN));
        StepsToDivergence = Sample.Of(trials.Where(trial => trial.Trace.Divergence is not null).Select(trial => (double)trial.Trace.Divergence!.Step));
        TrainingTime = trials.Aggregate(TimeSpan.Zero, (sum, trial) => sum + trial.TrainingTime);
    }

    public Cell Cell { get; }

    public ImmutableArray<LabelledTrial> Trials { get; }

    public OutcomeCounts Counts { get; }

    /// <summary>Whether no trial has finished: the map does not know this cell.</summary>
    public bool IsPending => Trials.IsEmpty;

    /// <summary>The most frequent label, ties to the more severe; null while pending.</summary>
    public Outcome? Majority => Counts.Majority;

    /// <summary>k stable of n finished trials: the estimate of P(stable).</summary>
    public Proportion Stable { get; }

    /// <summary>Wilson's 95 % interval of P(stable).</summary>
    public Interval StableInterval { get; }

    /// <summary>Test score at the last epoch over the stable trials.</summary>
    public Sample StableScore { get; }

    /// <summary>Optimiser steps, counted from 0, over the trials that lost finiteness or a factorisation.</summary>
    public Sample StepsToDivergence { get; }

    /// <summary>Device time of all finished trials together.</summary>
    public TimeSpan TrainingTime { get; }
}
