namespace SweepCluster.Compute.Measuring.Rooflines;

/// <summary>
/// Measures the operations of a job on a device, in as many queues and populations as the device trains with. Devices
/// work behind the host's back: each time ends when the device has done everything.
/// </summary>
/// <param name="repetitions">Of which the median counts.</param>
public sealed class RooflineMeasurement(IDevice device, RooflineJob job, int repetitions, TimeProvider clock)
{
    private const int MostRuns = 1 << 10;

    // Long enough that starting a piece of work and waiting for it hardly count.
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(10);

    /// <summary>Queues at once, members of each, and threads of each; halved where memory runs out after all.</summary>
    public DevicePlan Plan { get; private set; } = Whole(device.PlanFor(job.Cost, job.Population), job.Population);

    /// <summary>Members of all queues.</summary>
    public int Members => Plan.Queues * Plan.Population;

    /// <summary>One point for each operation of the job.</summary>
    /// <exception cref="InsufficientMemoryException">There is no room for one member.</exception>
    /// <exception cref="OperationCanceledException">Asked for; at most one repetition later.</exception>
    public IReadOnlyList<RooflinePoint> Run(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return [.. job.Operations.Select(operation => Measure(operation, cancellation))];
            }
            catch (InsufficientMemoryException) when (Plan.Population > 1)
            {
                Plan = Plan with { Population = Plan.Population / 2 };
            }
        }
    }

    // A plan is for many populations after another; of fewer members than it takes, each queue has its share.
    private static DevicePlan Whole(DevicePlan plan, int members)
    {
        var queues = Math.Min(plan.Queues, members);
        return plan with { Queues = queues, Population = Math.Min(plan.Population, members / queues) };
    }

    private RooflinePoint Measure(RooflineOperation operation, CancellationToken cancellation)
    {
        var queues = new List<(Workbench Bench, Action Run)>();
        var benches = new Stack<Workbench>();
        try
        {
            for (var queue = 0; queue < Plan.Queues; queue++)
            {
                benches.Push(new Workbench(device, Plan.Population, Plan.Threads));
                queues.Add((benches.Peek(), operation.Prepare(benches.Peek())));
            }

            return new RooflinePoint(operation.Name, operation.Shape, Median(queues, cancellation), Members * operation.Cost);
        }
        finally
        {
            foreach (var bench in benches)
            {
                bench.Dispose();
            }
        }
    }

    private double Median(List<(Workbench Bench, Action Run)> queues, CancellationToken cancellation)
    {
        // The first time compiles and warms up.
        Time(queues, 1, cancellation);
        var runs = 1;
        while (Time(queues, runs, cancellation) < Enough.TotalSeconds && runs < MostRuns)
        {
            runs *= 2;
        }

        var times = Enumerable.Range(0, repetitions).Select(_ => Time(queues, runs, cancellation) / runs).Order().ToArray();
        return 0.5 * (times[(times.Length - 1) / 2] + times[times.Length / 2]);
    }

    private double Time(List<(Workbench Bench, Action Run)> queues, int runs, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var started = clock.GetTimestamp();
        Parallel.For(0, queues.Count, queue =>
        {
            for (var run = 0; run < runs; run++)
            {
                queues[queue].Run();
            }

            queues[queue].Bench.Wait();
        });
        return Math.Max(clock.GetElapsedTime(started).TotalSeconds, 1e-9);
    }
}
