using System.Diagnostics;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;
using Trace = SweepCluster.Domain.Outcomes.Trace;

namespace SweepCluster.Bench;

/// <summary>
/// Plans a sweep of a million cells, answers every trial at once, and puts the map together. Traces are shared by
/// trials of equal outcome: what training leaves behind is not measured here, but what planning and the map keep is.
/// </summary>
internal static class MapMeasurement
{
    private const int Side = 1000;
    private const int Batch = 4096;

    private static readonly string File = $$"""
        name: million
        family: polynomial-network
        dataset: {name: spirals}
        axes:
          - parameter: B
            log: {from: 0.1, to: 100, count: {{Side}} }
          - parameter: lambda
            linear: {from: 0, to: 10, count: {{Side}} }
        strategy: {kind: grid}
        replicates: {kind: fixed, count: 1}
        budget: {epochs: 1}
        """;

    public static object Run()
    {
        var read = SweepFileReader.Read(File, "million.yaml", []);
        var sweep = read.Sweep ?? throw new InvalidOperationException(string.Join('\n', read.Errors));
        var before = LiveBytes();
        var cells = new List<Cell>(Side * Side);
        var results = new Dictionary<TrialId, TrialResult>(Side * Side);
        var clock = Stopwatch.StartNew();
        var plan = Answer(Planner.For(sweep), cells, results);
        var planningSeconds = clock.Elapsed.TotalSeconds;
        var told = LiveBytes();
        using var process = Process.GetCurrentProcess();
        var processor = process.TotalProcessorTime;
        clock.Restart();
        var map = StabilityMap.Of(sweep, cells, results, new ReferenceLookup(sweep).Of);
        var mapSeconds = clock.Elapsed.TotalSeconds;
        process.Refresh();
        var mapProcessorSeconds = (process.TotalProcessorTime - processor).TotalSeconds;
        var peak = process.PeakWorkingSet64;
        var after = LiveBytes();
        GC.KeepAlive(plan);
        return new
        {
            Measure = "map",
            Cells = map.Cells.Length,
            Trials = results.Count,
            ResultsPerSecond = results.Count / planningSeconds,
            MapSeconds = mapSeconds,
            MapProcessorSeconds = mapProcessorSeconds,
            PlanCellsAndResultsMegabytes = (told - before) / 1e6,
            MapMegabytes = (after - told) / 1e6,
            LiveMegabytes = (after - before) / 1e6,
            PeakResidentMegabytes = peak / 1e6,
        };
    }

    /// <summary>Asks and tells until the plan is complete; the time of the answers is part of the measurement.</summary>
    private static SweepPlan Answer(SweepPlan plan, List<Cell> cells, Dictionary<TrialId, TrialResult> results)
    {
        Trace[] traces = [TraceOf(0.9, null), TraceOf(0.1, new Divergence(7, DivergenceSignal.Loss))];
        while (!plan.IsComplete)
        {
            (var trials, plan) = plan.Ask(Batch);
            var told = new Observation[trials.Count];
            for (var i = 0; i < told.Length; i++)
            {
                var isStable = trials[i].Cell.IsReference || trials[i].Cell.Coordinates[0].AsReal() > 1 + trials[i].Cell.Coordinates[1].AsReal();
                var id = trials[i].Id;
                cells.Add(trials[i].Cell);
                results.Add(id, new TrialResult(id, traces[isStable ? 0 : 1], TimeSpan.FromSeconds(1)));
                told[i] = new Observation(id, isStable ? Outcome.Stable : Outcome.Diverged, 0.9);
            }

            plan = plan.Tell(told);
        }

        return plan;
    }

    private static Trace TraceOf(double score, Divergence? divergence) => new()
    {
        ScoreKind = ScoreKind.Accuracy,
        ChanceScore = 0.5,
        ValidationSamples = 1000,
        TestSamples = 1000,
        Steps = 100,
        Epochs = [new EpochRecord { Epoch = 1, LearningRate = 0.001, TrainLoss = 0.3, ValidationLoss = 0.3, ValidationScore = score, TestScore = score }],
        Divergence = divergence,
    };

    private static long LiveBytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
