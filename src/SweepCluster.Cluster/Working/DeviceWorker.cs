using System.Collections.Concurrent;
using System.Diagnostics;
using SweepCluster.Compute;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Nodes;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Population;

namespace SweepCluster.Cluster.Working;

/// <summary>Trains batches on a device, keeping the last data sets on it, and measures what it does.</summary>
/// <param name="locator">Where data sets are found on this machine.</param>
/// <param name="programOf">The program that trains a sweep's family.</param>
public sealed class DeviceWorker(IDevice device, DatasetLocator locator, Func<Sweep, IFamilyProgram> programOf) : ITrainer
{
    private const int DatasetsKept = 2;
    private const int ShapesReported = 32;

    private readonly ConcurrentDictionary<string, ShapeReport> _shapes = new(StringComparer.Ordinal);
    private readonly List<(DatasetReference Reference, ResidentDatasets Data)> _datasets = [];
    private string? _doing;

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
            var program = programOf(sweep);
            var datasets = Datasets(sweep.Dataset);
            var started = Stopwatch.GetTimestamp();
            new DeviceTrainer(device, program, datasets, sweep.Budget).Train(batch.Trials, sweep.Seed, new Sink(finished, epochFinished), mayStart: null, stop);
            var plan = device.PlanFor(program.CostOf(batch.Trials[0].Cell.Parameters, datasets.Dataset), int.MaxValue);
            _shapes[batch.Shape] = new ShapeReport(
                batch.Shape, plan.Queues * plan.Population, batch.Trials.Length / Math.Max(Stopwatch.GetElapsedTime(started).TotalSeconds, 1e-6));
        }
        finally
        {
            Volatile.Write(ref _doing, null);
        }
    }

    public void Dispose()
    {
        _datasets.ForEach(entry => entry.Data.Dispose());
        _datasets.Clear();
    }

    private ResidentDatasets Datasets(DatasetReference reference)
    {
        var found = _datasets.FindIndex(entry => entry.Reference == reference);
        var entry = found >= 0 ? _datasets[found] : (reference, new ResidentDatasets(device, DatasetLoader.Load(reference, locator)));
        if (found >= 0)
        {
            _datasets.RemoveAt(found);
        }
        else if (_datasets.Count == DatasetsKept)
        {
            _datasets[^1].Data.Dispose();
            _datasets.RemoveAt(DatasetsKept - 1);
        }

        _datasets.Insert(0, entry);
        return entry.Item2;
    }

    private sealed class Sink(Action<TrialResult> finished, Action<TrialId, EpochRecord> epochFinished) : ITrialSink
    {
        public void Finished(TrialResult result) => finished(result);

        public void EpochFinished(TrialId trial, EpochRecord epoch) => epochFinished(trial, epoch);
    }
}
