using SweepCluster.Cluster.Running;
using SweepCluster.Compute;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Population;

namespace SweepCluster.Cluster.Preview;

/// <summary>Estimates a sweep's cost by training a few steps of the largest shapes and scaling by their work.</summary>
public sealed class CostCalibration(IDevice device, IFamilyProgram program, ResidentDatasets datasets, TimeProvider clock)
{
    private const int ShapesTimed = 3;
    private const int ShortSteps = 2;
    private const int LongSteps = 8;

    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public CostPreview Estimate(Sweep sweep, PlanOutlook outlook, CancellationToken cancellation)
    {
        var trials = outlook.First;
        var shapes = trials.GroupBy(trial => PopulationShape.Of(trial.Cell.Parameters))
            .Select(group => new Shape([.. group], program.CostOf(group.First().Cell.Parameters, datasets.Dataset)))
            .OrderByDescending(shape => shape.Count * shape.Cost.FlopsPerStep)
            .ToArray();
        var timed = shapes.Take(ShapesTimed).Select(shape => (Shape: shape, Time: TimeOfOne(sweep, shape, cancellation))).ToArray();
        var secondsPerFlop = timed.Length == 0 ? 0 : timed.Sum(entry => entry.Time.TotalSeconds) / timed.Sum(entry => entry.Shape.Cost.FlopsPerStep);
        var seconds = timed.Sum(entry => entry.Shape.Count * entry.Time.TotalSeconds / QueuesOf(entry.Shape))
            + shapes.Skip(ShapesTimed).Sum(shape => shape.Count * shape.Cost.FlopsPerStep * secondsPerFlop / QueuesOf(shape));
        return new CostPreview
        {
            Cells = trials.Where(trial => !trial.Cell.IsReference).Select(trial => trial.Cell.Id).Distinct().Count(),
            Trials = trials.Count(trial => !trial.Cell.IsReference),
            References = trials.Count(trial => trial.Cell.IsReference),
            Shapes = shapes.Length,
            DeviceBytes = datasets.Bytes + (shapes.Length == 0 ? 0 : shapes.Max(BytesOf)),
            LongestTime = TimeSpan.FromSeconds(seconds),
            IsWhole = outlook.IsWhole,
            MostCells = outlook.MostCells,
        };
    }

    // Two short trainings of different length tell the time of a step from that of the start and the evaluation.
    private TimeSpan TimeOfOne(Sweep sweep, Shape shape, CancellationToken cancellation)
    {
        var trial = Survivor(sweep, shape, cancellation);
        var stepsPerEpoch = Math.Max(1, datasets.Dataset.Train.Count / trial.Cell.Parameters.Integer("batch"));
        var steps = sweep.Budget.Steps ?? (long)sweep.Budget.Epochs!.Value * stepsPerEpoch;
        var evaluations = (steps + stepsPerEpoch - 1) / stepsPerEpoch;
        var shorter = Run(sweep, shape, trial, ShortSteps, cancellation).Time;
        var longer = Run(sweep, shape, trial, LongSteps, cancellation).Time;
        var step = TimeSpan.FromTicks(Math.Max(0, (longer - shorter).Ticks) / (LongSteps - ShortSteps));
        var rest = shorter - (ShortSteps * step);
        return (steps * step) + (evaluations * (rest > TimeSpan.Zero ? rest : TimeSpan.Zero));
    }

    // A trial that diverges at once tells nothing about the time of one that does not. Also warms the code up.
    private Trial Survivor(Sweep sweep, Shape shape, CancellationToken cancellation)
    {
        var candidates = new[] { shape.Trials.Count / 2, 0, shape.Trials.Count - 1 }.Select(i => shape.Trials[i]).ToArray();
        return candidates.FirstOrDefault(trial => Run(sweep, shape, trial, ShortSteps, cancellation).Survived, candidates[0]);
    }

    private (TimeSpan Time, bool Survived) Run(Sweep sweep, Shape shape, Trial trial, int steps, CancellationToken cancellation)
    {
        var plan = device.PlanFor(shape.Cost, shape.Count);

        // One queue trains its whole population side by side: what one trial takes shows only in such company.
        var members = plan.Queues == 1 ? plan.Population : 1;
        using var population = OpenWhatFits(trial, steps, members, plan.Threads);
        var task = new TrainingTask(trial.Cell.Parameters, trial.Id.RandomKey(sweep.Seed));
        var started = clock.GetTimestamp();
        var traces = population.Train([.. Enumerable.Repeat(task, population.Capacity)], null, cancellation);
        return (clock.GetElapsedTime(started) / population.Capacity, traces[0].Divergence is null);
    }

    private IPopulation OpenWhatFits(Trial trial, int steps, int members, int threads)
    {
        try
        {
            return program.Open(device, trial.Cell.Parameters, datasets, new Budget(Epochs: null, Steps: steps), members, threads);
        }
        catch (OutOfMemoryException) when (members > 1)
        {
            return OpenWhatFits(trial, steps, members / 2, threads);
        }
    }

    private int QueuesOf(Shape shape) => Math.Min(device.PlanFor(shape.Cost, shape.Count).Queues, shape.Count);

    private long BytesOf(Shape shape)
    {
        var plan = device.PlanFor(shape.Cost, shape.Count);
        return plan.Queues * plan.Population * shape.Cost.Bytes;
    }

    private sealed record Shape(IReadOnlyList<Trial> Trials, MemberCost Cost)
    {
        public int Count => Trials.Count;
    }
}
