using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Map;

/// <summary>
/// A cell with what its finished trials say. A map has up to millions of them, so a cell only points at its trials
/// and works out the rest when asked.
/// </summary>
public sealed class MapCell
{
    private readonly FinishedTrials _map;
    private readonly int _first;
    private readonly int _count;

    /// <param name="trials">The finished trials, by replicate.</param>
    public MapCell(Cell cell, ImmutableArray<LabelledTrial> trials)
        : this(
            cell,
            new FinishedTrials([.. trials.Select(trial => new TrialResult(trial.Id, trial.Trace, trial.TrainingTime))], [.. trials.Select(trial => trial.Outcome)]),
            0,
            trials.Length,
            failedTrials: 0)
    {
    }

    internal MapCell(Cell cell, FinishedTrials map, int first, int count, int failedTrials)
    {
        Cell = cell;
        FailedTrials = failedTrials;
        _map = map;
        _first = first;
        _count = count;
    }

    public Cell Cell { get; }

    /// <summary>Trials that the machine failed for good. They say nothing about stability and enter no number of the map.</summary>
    public int FailedTrials { get; }

    /// <summary>The finished trials, by replicate.</summary>
    public ImmutableArray<LabelledTrial> Trials
    {
        get
        {
            var trials = ImmutableArray.CreateBuilder<LabelledTrial>(_count);
            for (var i = 0; i < _count; i++)
            {
                var result = Results[i];
                trials.Add(new LabelledTrial(result.Trial, Outcomes[i], result.Trace, result.TrainingTime));
            }

            return trials.MoveToImmutable();
        }
    }

    public OutcomeCounts Counts => OutcomeCounts.Of(Outcomes);

    /// <summary>Whether no trial has finished: the map does not know this cell, or not yet.</summary>
    public bool IsPending => _count == 0;

    /// <summary>Whether all that is known of a pending cell is that the machine failed its trials; never an instability.</summary>
    public bool IsUnknown => IsPending && FailedTrials > 0;

    /// <summary>The most frequent label, ties to the more severe; null while pending.</summary>
    public Outcome? Majority => Counts.Majority;

    /// <summary>k stable of n finished trials: the estimate of P(stable).</summary>
    public Proportion Stable => new(Outcomes.Count(Outcome.Stable), _count);

    /// <summary>Wilson's 95 % interval of P(stable).</summary>
    public Interval StableInterval => Stable.Wilson();

    /// <summary>Test score at the last epoch over the stable trials.</summary>
    public Sample StableScore
    {
        get
        {
            var scores = new List<double>(_count);
            for (var i = 0; i < _count; i++)
            {
                if (Outcomes[i] == Outcome.Stable)
                {
                    scores.Add(Results[i].Trace.TestScoreAtLast ?? double.NaN);
                }
            }

            return Sample.Of(scores);
        }
    }

    /// <summary>Optimiser steps, counted from 0, over the trials that lost finiteness or a factorisation.</summary>
    public Sample StepsToDivergence
    {
        get
        {
            var steps = new List<double>();
            foreach (var result in Results)
            {
                if (result.Trace.Divergence is { } divergence)
                {
                    steps.Add(divergence.Step);
                }
            }

            return Sample.Of(steps);
        }
    }

    /// <summary>Device time of all finished trials together.</summary>
    public TimeSpan TrainingTime
    {
        get
        {
            var sum = TimeSpan.Zero;
            foreach (var result in Results)
            {
                sum += result.TrainingTime;
            }

            return sum;
        }
    }

    internal ReadOnlySpan<Outcome> Outcomes => _map.Outcomes.AsSpan(_first, _count);

    private ReadOnlySpan<TrialResult> Results => _map.Results.AsSpan(_first, _count);
}
