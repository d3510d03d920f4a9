using System.Diagnostics;
using System.Runtime.ExceptionServices;
using SweepCluster.Compute;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Training.Population;

/// <summary>
/// Trains any trials on one device: sorts them into lots of equal shape, and keeps as many queues busy as the
/// device asks for, each on a thread of its own.
/// </summary>
public sealed class DeviceTrainer(IDevice device, IFamilyProgram program, ResidentDatasets datasets, Budget budget)
{
    /// <summary>
    /// Trains all trials and returns when the last is done, or as soon as every queue has stopped after a
    /// cancellation. Trials that were under way are then forgotten; trained again, they give the same results.
    /// </summary>
    /// <param name="mayStart">Asked before trials are started; false leaves the rest untrained. Null for always.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the end.</exception>
    /// <exception cref="InsufficientMemoryException">Not even one member fits into the device's memory.</exception>
    public void Train(IReadOnlyList<Trial> trials, ulong sweepSeed, ITrialSink sink, Func<bool>? mayStart, CancellationToken cancellation)
    {
        // Lots that split the device differently cannot run side by side: a queue that takes all cores wants them alone.
        foreach (var sameSplit in Lots(trials).GroupBy(lot => (lot.Plan.Queues, lot.Plan.Threads)))
        {
            RunQueues([.. sameSplit], sweepSeed, sink, mayStart, cancellation);
        }
    }

    private IEnumerable<Lot> Lots(IReadOnlyList<Trial> trials) =>
        trials.Select((trial, order) => (Order: order, Trial: trial))
            .GroupBy(entry => PopulationShape.Of(entry.Trial.Cell.Parameters))
            .Select(group =>
            {
                var members = group.ToArray();
                var shape = members[0].Trial.Cell.Parameters;
                return new Lot(shape, device.PlanFor(program.CostOf(shape, datasets.Dataset), members.Length), members);
            });

    private void RunQueues(IReadOnlyList<Lot> lots, ulong sweepSeed, ITrialSink sink, Func<bool>? mayStart, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var failures = new List<Exception>();
        var threads = Enumerable.Range(0, lots[0].Plan.Queues).Select(queue => new Thread(() =>
        {
            try
            {
                RunQueue(lots, sweepSeed, sink, mayStart, stop.Token);
            }
            catch (Exception failure)
            {
                // Handed to the caller below: one queue's failure stops the others at their next step.
                lock (failures)
                {
                    failures.Add(failure);
                }

                stop.Cancel();
            }
        })
        {
            Name = $"training {device.Description.Id} queue {queue}",
        }).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        cancellation.ThrowIfCancellationRequested();
        if (failures.Find(failure => failure is not OperationCanceledException) is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
        }
    }

    private void RunQueue(IReadOnlyList<Lot> lots, ulong sweepSeed, ITrialSink sink, Func<bool>? mayStart, CancellationToken cancellation)
    {
        IPopulation? population = null;
        Lot? current = null;
        try
        {
            while (!cancellation.IsCancellationRequested && (mayStart is null || mayStart()))
            {
                var (lot, trials) = TakeNext(lots);
                if (lot is null)
                {
                    return;
                }

                if (population is null || lot != current)
                {
                    population?.Dispose();
                    population = null;
                    population = OpenWhatFits(lot);
                    current = lot;
                }

                foreach (var together in trials.Chunk(population.Capacity))
                {
                    TrainTogether(population, together, sweepSeed, sink, cancellation);
                }
            }

            cancellation.ThrowIfCancellationRequested();
        }
        finally
        {
            population?.Dispose();
        }
    }

    // The lot whose next trial the planner wanted first, so that a map fills in the planner's order.
    private static (Lot? Lot, IReadOnlyList<Trial> Trials) TakeNext(IReadOnlyList<Lot> lots)
    {
        lock (lots)
        {
            var lot = lots.Where(lot => !lot.IsEmpty).MinBy(lot => lot.Order);
            return lot is null ? (null, []) : (lot, lot.Take(lot.Plan.Population));
        }
    }

    private IPopulation OpenWhatFits(Lot lot)
    {
        for (var members = lot.Plan.Population; ; members /= 2)
        {
            try
            {
                return program.Open(device, lot.Shape, datasets, budget, members, lot.Plan.Threads);
            }
            catch (OutOfMemoryException) when (members > 1)
            {
                // Half of them may fit.
            }
            catch (OutOfMemoryException exception)
            {
                var bytes = program.CostOf(lot.Shape, datasets.Dataset).Bytes;
                throw new InsufficientMemoryException(
                    $"One trial of this shape needs about {bytes / (1 << 20)} MiB on {device.Description.Id}, which has no room for it: {PopulationShape.Of(lot.Shape)}", exception);
            }
        }
    }

    private static void TrainTogether(IPopulation population, Trial[] trials, ulong sweepSeed, ITrialSink sink, CancellationToken cancellation)
    {
        var tasks = trials.Select(trial => new TrainingTask(trial.Cell.Parameters, trial.Id.RandomKey(sweepSeed))).ToArray();
        var clock = Stopwatch.StartNew();
        var traces = population.Train(tasks, (index, epoch) => sink.EpochFinished(trials[index].Id, epoch), cancellation);
        var each = clock.Elapsed / trials.Length;
        for (var i = 0; i < trials.Length; i++)
        {
            sink.Finished(new TrialResult(trials[i].Id, traces[i], each));
        }
    }
}
