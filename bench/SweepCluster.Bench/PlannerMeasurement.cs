using System.Diagnostics;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Bench;

/// <summary>Ask and tell on one core: a grid of two log axes with one replicate per cell.</summary>
internal static class PlannerMeasurement
{
    /// <param name="perAxis">Values per axis.</param>
    /// <param name="batch">Trials that are asked for, and results that are told, at a time.</param>
    public static object Run(int perAxis, int batch)
    {
        var sweep = Read(perAxis);
        Drive(Planner.For(Read(10)), batch);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        var processor = Environment.CpuUsage.TotalTime;
        var (plan, results) = Drive(Planner.For(sweep), batch);
        var seconds = watch.Elapsed.TotalSeconds;
        var processorSeconds = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        var peak = Process.GetCurrentProcess().PeakWorkingSet64;
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(plan);
        return new
        {
            Measure = "planner",
            Cells = perAxis * perAxis,
            Batch = batch,
            Results = results,
            Seconds = seconds,
            ProcessorSeconds = processorSeconds,
            ResultsPerSecond = results / seconds,
            ResultsPerProcessorSecond = results / processorSeconds,
            PlanBytes = after - before,
            AllocatedBytesPerResult = allocated / results,
            PeakResidentBytes = peak,
        };
    }

    private static (SweepPlan Plan, long Results) Drive(SweepPlan plan, int batch)
    {
        var told = 0L;
        while (!plan.IsComplete)
        {
            (var trials, plan) = plan.Ask(batch);
            plan = plan.Tell(trials.Select(trial => new Observation(trial.Id, trial.Cell.IsReference ? Outcome.Stable : Outcome.Diverged, 0.9)));
            told += trials.Count;
        }

        return (plan, told);
    }

    private static Sweep Read(int perAxis)
    {
        var text = FormattableString.Invariant($$"""
            name: planner
            family: polynomial-network
            dataset: {name: spirals}
            axes:
              - {parameter: B, log: {from: 1, to: 64, count: {{perAxis}} } }
              - {parameter: lambda, log: {from: 0.01, to: 100, count: {{perAxis}} } }
            replicates: {count: 1}
            """);
        return SweepFileReader.Read(text, "planner.yaml", []).Sweep!;
    }
}
