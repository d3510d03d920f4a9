using System.Diagnostics;
using SweepCluster.Compute;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Population;

namespace SweepCluster.Bench;

/// <summary>
/// Trains the trials of a job the way a worker does: as many queues at once as the device plans, each taking its
/// share of the trials one population after another.
/// </summary>
internal sealed class TrainingMeasurement(
    IFamilyProgram program, IDevice device, Job job, ParameterSet parameters, Dataset dataset)
{
    private readonly DevicePlan _plan = device.PlanFor(program.CostOf(parameters, dataset), job.Population);

    public DevicePlan Plan => _plan;

    /// <summary>Bytes of all device arrays: the data set and every population.</summary>
    public long ArrayBytes => DatasetBytes + (_plan.Queues * _plan.Population * program.CostOf(parameters, dataset).Bytes);

    public long DatasetBytes => SplitBytes(dataset.Train) + SplitBytes(dataset.Validation) + SplitBytes(dataset.Test);

    /// <summary>Trains everything twice and times the second time. Member steps, and seconds.</summary>
    public (long Steps, double Seconds) Throughput(ResidentDatasets resident)
    {
        var queues = Enumerable.Range(0, _plan.Queues).Select(_ => Open(resident, job.StepsPerTrial)).ToArray();
        var shares = Enumerable.Range(0, _plan.Queues).Select(Share).ToArray();
        var steps = new long[_plan.Queues];
        void TrainAll() => Queues.Run(_plan.Queues, queue => steps[queue] = shares[queue].Sum(tasks => Train(queues[queue], tasks)));
        TrainAll();
        var clock = Stopwatch.StartNew();
        TrainAll();
        var seconds = clock.Elapsed.TotalSeconds;
        Array.ForEach(queues, queue => queue.Dispose());
        return (steps.Sum(), seconds);
    }

    /// <summary>
    /// Managed bytes that one more training step allocates: a long training less a short one, both within one
    /// epoch, so that neither evaluates more often than the other.
    /// </summary>
    public double AllocatedBytesPerStep(ResidentDatasets resident)
    {
        var steps = Math.Min(job.StepsPerEpoch, job.StepsPerTrial);
        var tasks = Share(0)[0];
        return (Allocated(resident, tasks, steps) - Allocated(resident, tasks, steps / 2)) / (double)(steps - (steps / 2));
    }

    private static long SplitBytes(DataSplit split) => sizeof(float) * (split.Features.LongLength + split.Labels.LongLength + split.Targets.LongLength);

    private static long Train(IPopulation population, IReadOnlyList<TrainingTask> tasks)
    {
        var traces = population.Train(tasks, onEpoch: null, CancellationToken.None);
        if (traces.FirstOrDefault(trace => trace.Divergence is not null) is { Divergence: { } divergence })
        {
            throw new InvalidOperationException($"A trial diverged at step {divergence.Step} ({divergence.Signal}): its time means nothing.");
        }

        return traces.Sum(trace => trace.Steps);
    }

    private long Allocated(ResidentDatasets resident, IReadOnlyList<TrainingTask> tasks, int steps)
    {
        using var population = Open(resident, steps);
        Train(population, tasks);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Train(population, tasks);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private IPopulation Open(ResidentDatasets resident, int steps) =>
        program.Open(device, parameters, resident, new Budget(Epochs: null, steps), _plan.Population, _plan.Threads);

    /// <summary>The tasks of one queue, cut into populations.</summary>
    private TrainingTask[][] Share(int queue) =>
        [.. Enumerable.Range(0, job.Population)
            .Where(trial => trial % _plan.Queues == queue)
            .Select(trial => new TrainingTask(parameters, (ulong)trial + 1))
            .Chunk(_plan.Population)];
}
