using System.Diagnostics;
using SweepCluster.Compute;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Population;

namespace SweepCluster.Bench;

/// <summary>
/// Trains the trials of a job the way a worker does: as many queues at once as the device plans, each taking its
/// share of the trials one population after another.
/// </summary>
internal sealed class TrainingMeasurement(
    IFamilyProgram program, IDevice device, Job job, ParameterSet parameters, ResidentDatasets resident)
{
    private readonly MemberCost _cost = program.CostOf(parameters, resident.Dataset);

    public DevicePlan Plan { get; } = device.PlanFor(program.CostOf(parameters, resident.Dataset), job.Population);

    /// <summary>Bytes of all device arrays: the data set and every population.</summary>
    public long ArrayBytes => DatasetBytes + (Plan.Queues * Plan.Population * _cost.Bytes);

    public long DatasetBytes => Bytes(resident.Dataset.Train) + Bytes(resident.Dataset.Validation) + Bytes(resident.Dataset.Test);

    /// <summary>
    /// Trains everything twice and times the second time. Member steps, seconds, and the resident memory of the
    /// process while the populations are still open.
    /// </summary>
    public (long Steps, double Seconds, long ResidentBytes) Throughput()
    {
        var populations = Enumerable.Range(0, Plan.Queues).Select(_ => Open(job.StepsPerTrial)).ToArray();
        var shares = Enumerable.Range(0, Plan.Queues).Select(Share).ToArray();
        var steps = new long[Plan.Queues];
        TrainAll();
        var clock = Stopwatch.StartNew();
        TrainAll();
        var seconds = clock.Elapsed.TotalSeconds;
        var bytes = ResidentBytes();
        Array.ForEach(populations, population => population.Dispose());
        return (steps.Sum(), seconds, bytes);

        void TrainAll() => Queues.Run(Plan.Queues, queue => steps[queue] = shares[queue].Sum(tasks => Train(populations[queue], tasks)));
    }

    /// <summary>
    /// The operations of a step's matrix products, and nothing else's, over all the time that the step takes: the
    /// share of a core's peak that a whole step reaches. Null for a family whose steps are not made of them.
    /// </summary>
    public double? ProductsShareOfPeak()
    {
        if (job.Family != "polynomial-network")
        {
            return null;
        }

        var layers = job.Layers(resident.Dataset.Features, resident.Dataset.Classes);
        var flops = Products.OfOneStep(job.Batch, layers).Sum(product => product.Flops);
        var shares = new double[Plan.Queues];
        Queues.Run(Plan.Queues, queue =>
        {
            using var population = Open(job.StepsPerTrial);
            Train(population, Share(queue)[0]);
            var share = new PeakShare();
            foreach (var tasks in Share(queue))
            {
                share.Observe(() => Train(population, tasks) * flops);
            }

            shares[queue] = share.Median;
        });
        return shares.Average() / Plan.Threads;
    }

    /// <summary>Resident memory of the process once the garbage of loading is collected.</summary>
    public static long ResidentBytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet;
    }

    /// <summary>
    /// Managed bytes that one more training step allocates: a long training less a short one, both within one
    /// epoch, so that neither evaluates more often than the other.
    /// </summary>
    public double AllocatedBytesPerStep()
    {
        var steps = Math.Min(job.StepsPerEpoch, job.StepsPerTrial);
        var tasks = Share(0)[0];
        return (Allocated(tasks, steps) - Allocated(tasks, steps / 2)) / (double)(steps - (steps / 2));
    }

    private static long Train(IPopulation population, IReadOnlyList<TrainingTask> tasks)
    {
        var traces = population.Train(tasks, onEpoch: null, CancellationToken.None);
        if (traces.FirstOrDefault(trace => trace.Divergence is not null) is { Divergence: { } divergence })
        {
            throw new InvalidOperationException($"A trial diverged at step {divergence.Step} ({divergence.Signal}): its time means nothing.");
        }

        return traces.Sum(trace => trace.Steps);
    }

    private long Allocated(IReadOnlyList<TrainingTask> tasks, int steps)
    {
        using var population = Open(steps);
        Train(population, tasks);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Train(population, tasks);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private IPopulation Open(int steps) =>
        program.Open(device, parameters, resident, new Budget(Epochs: null, steps), Plan.Population, Plan.Threads);

    /// <summary>Features, a label and one target per class of every sample, four bytes each.</summary>
    private long Bytes(DataSplit split) => (long)split.Count * sizeof(float) * (resident.Dataset.Features + 1 + resident.Dataset.Classes);

    /// <summary>The tasks of one queue, cut into populations.</summary>
    private TrainingTask[][] Share(int queue) =>
        [.. Enumerable.Range(0, job.Population)
            .Where(trial => trial % Plan.Queues == queue)
            .Select(trial => new TrainingTask(parameters, (ulong)trial + 1))
            .Chunk(Plan.Population)];
}
