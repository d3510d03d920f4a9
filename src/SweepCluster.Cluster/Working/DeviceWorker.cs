using System.Collections.Concurrent;
using System.Diagnostics;
using SweepCluster.Compute;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Nodes;
using SweepCluster.Training.Population;

namespace SweepCluster.Cluster.Working;

/// <summary>Trains batches on a device and measures what it does.</summary>
/// <param name="datasetOf">A data set on the device, which stays there until the batch is trained.</param>
/// <param name="programOf">The program that trains a family.</param>
public sealed class DeviceWorker(IDevice device, Func<DatasetReference, ResidentDatasets> datasetOf, Func<Family, IFamilyProgram> programOf) : ITrainer
{
    private const int ShapesReported = 32;

    private readonly ConcurrentDictionary<string, ShapeReport> _shapes = new(StringComparer.Ordinal);
    private readonly LoadTally _tally = new();
    private string? _doing;

    public DeviceLoad Load => _tally.Now;

    public DeviceReport Report => new(
        device.Description.Id,
        device.Description.Kind,
        device.Description.Name,
        device.Description.MemoryBytes,
        Volatile.Read(ref _doing),
        [.. _shapes.Values.OrderBy(shape => shape.Shape, StringComparer.Ordinal).Take(ShapesReported)]);

    public int CapacityFor(string shape) => _shapes.TryGetValue(shape, out var report) ? report.Capacity : 1;

    public void Train(TrainingBatch batch, Action<TrialResult> finished, Action<TrialId, EpochRecord> epochFinished, CancellationToken stop)
    {
        var sweep = batch.Sweep.Sweep;
        Volatile.Write(ref _doing, $"{batch.Trials.Length} trials of {sweep.Name}");
        try
        {
            var program = programOf(sweep.Family);
            var datasets = datasetOf(sweep.Dataset);
            var cost = program.CostOf(batch.Trials[0].Cell.Parameters, datasets.Dataset);
            var plan = device.PlanFor(cost, int.MaxValue);
            var started = Stopwatch.GetTimestamp();
            _tally.Begin(batch.Trials.Length, plan.Queues * plan.Population, cost);
            new DeviceTrainer(device, program, datasets, sweep.Budget).Train(batch.Trials, sweep.Seed, new Sink(Count(finished), epochFinished), mayStart: null, stop);
            _shapes[batch.Shape] = new ShapeReport(
                batch.Shape, plan.Queues * plan.Population, batch.Trials.Length / Math.Max(Stopwatch.GetElapsedTime(started).TotalSeconds, 1e-6));
        }
        finally
        {
            _tally.End();
            Volatile.Write(ref _doing, null);
        }
    }

    private Action<TrialResult> Count(Action<TrialResult> finished) => result =>
    {
        _tally.Finish(result.Trace.Steps);
        finished(result);
    };

    private sealed class Sink(Action<TrialResult> finished, Action<TrialId, EpochRecord> epochFinished) : ITrialSink
    {
        public void Finished(TrialResult result) => finished(result);

        public void EpochFinished(TrialId trial, EpochRecord epoch) => epochFinished(trial, epoch);
    }
}
