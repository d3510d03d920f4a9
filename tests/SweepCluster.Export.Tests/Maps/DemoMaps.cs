using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Export.Tests.Maps;

/// <summary>Made-up sweeps with a cliff, as pictures and tables meet them.</summary>
internal static class DemoMaps
{
    private static readonly ParameterSet NoParameters = new(Family.PolynomialNetwork, []);

    public static Axis Reals(string name, AxisScale scale, params IEnumerable<double> values) =>
        new(name, scale, [.. values.Select(ParameterValue.Real)]);

    public static Axis Degrees { get; } =
        new("degree", AxisScale.Category, [.. new long[] { 2, 4, 8, 16, 22 }.Select(ParameterValue.Integer)]);

    public static IEnumerable<double> Even(double from, double to, int count) =>
        Enumerable.Range(0, count).Select(i => Math.Round(from + ((to - from) * i / (count - 1)), 6));

    public static IEnumerable<double> Geometric(double from, double to, int count) =>
        Enumerable.Range(0, count).Select(i => from * Math.Pow(to / from, i / (count - 1.0)));

    /// <summary>B against degree, with the cliff on the left and degradation on the right.</summary>
    public static StabilityMap Cliff() => Of(
        "MNIST: where does B start to hold?",
        [Reals("B", AxisScale.Linear, Even(0.5, 24, 24)), Degrees],
        (values, draw) => Cliff(values[0], Math.Log2(values[1]) * 1.4, draw));

    public static Outcome Cliff(double b, double edge, double draw) => (((b - edge) / 3) + (draw - 0.5)) switch
    {
        < -0.4 => Outcome.Diverged,
        < 0.1 => Outcome.Collapsed,
        < 0.35 => Outcome.Stagnated,
        < 0.7 => Outcome.Escaped,
        > 6 => Outcome.Degraded,
        _ => Outcome.Stable,
    };

    /// <param name="outcome">The outcome of a trial from its coordinates, as numbers, and a uniform draw; null for no result.</param>
    /// <param name="isFailed">Of which cells the machine failed every trial without a result; null for none.</param>
    public static StabilityMap Of(
        string name,
        ImmutableArray<Axis> axes,
        Func<double[], double, Outcome?> outcome,
        int replicates = 5,
        int? random = null,
        int references = 5,
        StrategyKind? strategy = null,
        Func<Cell, bool>? isPlanned = null,
        Func<double[], bool>? isFailed = null)
    {
        var sweep = new Sweep
        {
            Name = name,
            Family = Family.PolynomialNetwork,
            Dataset = new DatasetReference { Name = "mnist", Normalise = Normalisation.Global },
            Parameters = NoParameters,
            Axes = axes,
            Strategy = new Strategy(strategy ?? (random is null ? StrategyKind.Grid : StrategyKind.Random), random),
            Replicates = Replicates.Fixed(replicates),
            Budget = new Budget(10),
            Labels = new LabelThresholds(),
            Map = new MapAxes(axes.Length > 0 ? axes[0].Parameter : "", axes.Length > 1 ? axes[1].Parameter : null),
        };
        var cells = random is { } count ? Scattered(axes, count) : [.. Combinations(axes).Where(isPlanned ?? (_ => true))];
        var results = new Dictionary<TrialId, TrialResult>();
        var failed = new List<TrialId>();
        foreach (var cell in cells)
        {
            var numbers = cell.Coordinates.Select((value, i) => value.Kind is ParameterKind.Choice or ParameterKind.IntegerList ? axes[i].Values.IndexOf(value) : value.AsReal()).ToArray();
            for (var replicate = 0; replicate < replicates; replicate++)
            {
                var id = new TrialId(cell.Id, replicate);
                if (outcome(numbers, Uniform(StableHash.Of(id.ToString()))) is { } label)
                {
                    results[id] = new TrialResult(id, TraceOf(label), TimeSpan.FromSeconds(1.5 + replicate));
                }
                else if (isFailed?.Invoke(numbers) == true)
                {
                    failed.Add(id);
                }
            }
        }

        var reference = new Cell(new CellId("reference"), [], NoParameters, IsReference: true);
        for (var replicate = 0; replicate < references; replicate++)
        {
            var id = new TrialId(reference.Id, replicate);
            results[id] = new TrialResult(id, TraceOf(Outcome.Stable), TimeSpan.FromSeconds(1));
        }

        return StabilityMap.Of(sweep, [.. cells, reference], results, _ => reference.Id, failed);
    }

    /// <summary>A trace that the classifier gives this label, beside a stable reference.</summary>
    public static Trace TraceOf(Outcome outcome)
    {
        var trace = new Trace
        {
            ScoreKind = ScoreKind.Accuracy,
            ChanceScore = 0.1,
            ValidationSamples = 5000,
            TestSamples = 10000,
            Steps = 4690,
            Epochs = [Epoch(1, 0.93), Epoch(2, 0.975)],
        };
        return outcome switch
        {
            Outcome.Stable => trace,
            Outcome.Degraded => trace with { Epochs = [Epoch(1, 0.5), Epoch(2, 0.8)] },
            Outcome.Escaped => trace with { Epochs = [Epoch(1, 0.93), Epoch(2, 0.97) with { ValidationRange = 1e19, EscapedSamples = 0.002, ValidationLoss = double.PositiveInfinity }] },
            Outcome.Stagnated => trace with { Epochs = [Epoch(1, 0.1), Epoch(2, 0.1)] },
            Outcome.Collapsed => trace with { Steps = 700, Epochs = [Epoch(1, 0.93)], Divergence = new Divergence(699, DivergenceSignal.GradientNorm, 3) },
            Outcome.Diverged => trace with { Steps = 1, Epochs = [], Divergence = new Divergence(0, DivergenceSignal.Loss) },
            _ => trace with { Steps = 12, Epochs = [], Divergence = new Divergence(11, DivergenceSignal.Factorisation, 0) },
        };
    }

    private static EpochRecord Epoch(int epoch, double score) => new()
    {
        Epoch = epoch,
        LearningRate = 0.001,
        TrainLoss = 0.2,
        ValidationLoss = 0.3 / epoch,
        ValidationScore = score,
        ValidationRange = 0.8,
        TestScore = score,
    };

    private static ImmutableArray<Cell> Combinations(ImmutableArray<Axis> axes)
    {
        IEnumerable<ImmutableArray<ParameterValue>> points = [[]];
        foreach (var axis in axes)
        {
            points = points.SelectMany(point => axis.Values.Select(value => point.Add(value)));
        }

        return [.. points.Select(CellAt)];
    }

    private static ImmutableArray<Cell> Scattered(ImmutableArray<Axis> axes, int count) =>
        [.. Enumerable.Range(0, count).Select(i => CellAt([.. axes.Select((axis, a) => Drawn(axis, Uniform(StableHash.Of($"{i}/{a}"))))]))];

    // A numeric axis of a random sweep lists its two ends here.
    private static ParameterValue Drawn(Axis axis, double u) => axis.Scale switch
    {
        AxisScale.Category => axis.Values[(int)(u * axis.Values.Length)],
        AxisScale.Log => ParameterValue.Real(axis.Values[0].AsReal() * Math.Pow(axis.Values[^1].AsReal() / axis.Values[0].AsReal(), u)),
        _ => ParameterValue.Real(axis.Values[0].AsReal() + (u * (axis.Values[^1].AsReal() - axis.Values[0].AsReal()))),
    };

    private static Cell CellAt(ImmutableArray<ParameterValue> point) =>
        new(new CellId(string.Join(';', point.Select(value => value.Text))), point, NoParameters);

    private static double Uniform(ulong hash) => hash / (double)ulong.MaxValue;
}
