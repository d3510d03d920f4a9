using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Training.Population;

namespace SweepCluster.Cluster.Running;

/// <summary>How a run ended.</summary>
public enum RunEnd
{
    /// <summary>Every trial that the plan wants is in the store.</summary>
    Complete,

    /// <summary>The sweep's wall-clock budget was used up first.</summary>
    OutOfTime,

    /// <summary>Someone asked it to stop.</summary>
    Cancelled,
}

/// <summary>Runs one sweep to its end on one device of this process: plans, trains, commits, and plans again.</summary>
public sealed class SweepRunner(ISweepStore store, DeviceTrainer trainer, TimeProvider clock)
{
    // Enough that lots of equal shape are worth forming, few enough to hold in memory at a million trials.
    private const int AskAtMost = 4096;

    /// <summary>
    /// Continues from whatever the store holds of this sweep. Ends early without an error when cancelled or out of
    /// time; all finished trials are then in the store.
    /// </summary>
    public async Task<RunEnd> RunAsync(SweepId id, Sweep sweep, IRunObserver observer, CancellationToken cancellation)
    {
        var deadline = sweep.Budget.WallClock is { } limit ? clock.GetUtcNow() + limit : DateTimeOffset.MaxValue;
        var known = await store.Results.ReadAsync(id, cancellation).ToDictionaryAsync(result => result.Trial, cancellationToken: cancellation).ConfigureAwait(false);
        var references = new Dictionary<TrialId, Trace>();
        var plan = Planner.For(sweep);
        while (true)
        {
            (var wanted, plan) = plan.Ask(AskAtMost);
            if (wanted.Count == 0)
            {
                return plan.IsComplete
                    ? RunEnd.Complete
                    : throw new InvalidOperationException($"The plan of {sweep.Name} waits although every trial that it asked for has a result.");
            }

            observer.Planned(wanted);
            var round = new Round(wanted, observer);
            var missing = new List<Trial>();
            foreach (var trial in wanted)
            {
                if (known.Remove(trial.Id, out var result))
                {
                    round.Restore(result);
                }
                else
                {
                    missing.Add(trial);
                }
            }

            var end = await TrainAsync(id, sweep, missing, deadline, round, cancellation).ConfigureAwait(false);
            if (end != RunEnd.Complete)
            {
                return end;
            }

            plan = Tell(plan, sweep, round, references);
        }
    }

    // In the planner's order, not that of arrival, and with the references of this round known to all its trials.
    private static SweepPlan Tell(SweepPlan plan, Sweep sweep, Round round, Dictionary<TrialId, Trace> references)
    {
        foreach (var (trial, trace) in round.Traces.Where(pair => pair.Trial.Cell.IsReference))
        {
            references[trial.Id] = trace;
        }

        return plan.Tell(Labelling.Observe(sweep, round.Traces, references.GetValueOrDefault));
    }

    private async Task<RunEnd> TrainAsync(
        SweepId id,
        Sweep sweep,
        List<Trial> trials,
        DateTimeOffset deadline,
        Round round,
        CancellationToken cancellation)
    {
        var end = RunEnd.Complete;
        await using (var pipe = new ResultPipe(store, id, round.Commit, round.EpochFinished))
        {
            try
            {
                await Task.Factory.StartNew(
                    () => trainer.Train(trials, sweep.Seed, pipe, MayStart, cancellation),
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                end = RunEnd.Cancelled;
            }
        }

        return end;

        bool MayStart()
        {
            if (clock.GetUtcNow() < deadline)
            {
                return true;
            }

            end = RunEnd.OutOfTime;
            return false;
        }
    }
}
