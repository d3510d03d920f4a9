using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Domain.Tests.Outcomes;

namespace SweepCluster.Domain.Tests.Map;

/// <summary>Maps made of a known truth: so many stable trials of so many at every cell.</summary>
internal static class Landscapes
{
    private static readonly ParameterSet Parameters = new(Family.PolynomialNetwork, []);
    private static readonly Trace Diverged = Traces.Scores().Diverging();

    public static Axis Reals(string name, AxisScale scale, params IEnumerable<double> values) =>
        new(name, scale, [.. values.Select(ParameterValue.Real)]);

    public static Axis Names(string name, params IEnumerable<string> values) =>
        new(name, AxisScale.Category, [.. values.Select(ParameterValue.Choice)]);

    /// <summary>Evenly spaced numbers from one end to the other.</summary>
    public static IEnumerable<double> Even(double from, double to, int count) =>
        Enumerable.Range(0, count).Select(i => from + ((to - from) * i / (count - 1)));

    /// <summary>A map over one or two axes; a function gives each cell's stable and finished trials, null for no cell.</summary>
    /// <param name="score">Test score of a cell's stable trials; 0.9 where not given.</param>
    public static StabilityMap Of(
        ImmutableArray<Axis> axes,
        Func<ImmutableArray<ParameterValue>, (int Stable, int Finished)?> trials,
        StrategyKind strategy = StrategyKind.Grid,
        Func<ImmutableArray<ParameterValue>, double>? score = null,
        IEnumerable<ImmutableArray<ParameterValue>>? extra = null,
        IEnumerable<TrialId>? failed = null)
    {
        var cells = new List<Cell>();
        var results = new Dictionary<TrialId, TrialResult>();
        foreach (var coordinates in Combinations(axes).Concat(extra ?? []))
        {
            if (trials(coordinates) is { } counts)
            {
                var cell = At([.. coordinates]);
                cells.Add(cell);
                for (var i = 0; i < counts.Finished; i++)
                {
                    var trace = i < counts.Stable ? Traces.Scores(score?.Invoke(coordinates) ?? 0.9) : Diverged;
                    var id = new TrialId(cell.Id, i);
                    results.Add(id, new TrialResult(id, trace, TimeSpan.FromSeconds(1)));
                }
            }
        }

        return StabilityMap.Of(SweepOf(axes, strategy), cells, results, failed: failed);
    }

    public static Cell At(params ImmutableArray<ParameterValue> coordinates) =>
        new(new CellId(string.Join(';', coordinates.Select(value => value.Text))), coordinates, Parameters);

    private static IEnumerable<ImmutableArray<ParameterValue>> Combinations(ImmutableArray<Axis> axes) => axes.Aggregate(
        (IEnumerable<ImmutableArray<ParameterValue>>)[[]],
        (made, axis) => made.SelectMany(values => axis.Values.Select(value => values.Add(value))));

    private static Sweep SweepOf(ImmutableArray<Axis> axes, StrategyKind strategy) => new()
    {
        Name = "landscape",
        Family = Family.PolynomialNetwork,
        Dataset = new DatasetReference { Name = "blobs", Normalise = Normalisation.None },
        Parameters = Parameters,
        Axes = axes,
        Strategy = new Strategy(strategy),
        Replicates = new Replicates(1),
        Budget = new Budget(1),
        Labels = new LabelThresholds(),
        Map = new MapAxes(axes[0].Parameter, axes.Length > 1 ? axes[1].Parameter : null),
    };
}
