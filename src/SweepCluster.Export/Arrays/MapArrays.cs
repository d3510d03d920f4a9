using System.Collections.Immutable;
using SweepCluster.Domain.Arrays;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Export.Arrays;

/// <summary>
/// A map as arrays [slice, y, x]: the labels as numbers of <c>label_names</c>, −1 where pending and −2 where unknown
/// as the machine failed every trial (<c>failed_trials</c>); and a number for each statistic, not a number where no
/// trial has finished. <c>x</c> and <c>y</c> hold the axes' values, <c>slice_NAME</c> a further
/// axis' value in each slice. A refined map is filled, each place with its nearest cell; <c>planned</c> tells them
/// apart. The cells of a scattered strategy have no grid: their arrays are [cell], with an array of values an axis.
/// </summary>
public static class MapArrays
{
    private const sbyte Pending = -1;
    private const sbyte Unknown = -2;

    /// <summary>Writes <c>map.npz</c>.</summary>
    /// <param name="output">Receives the archive; stays open.</param>
    public static void Write(StabilityMap map, Stream output) => NumpyArchive.Write(Of(map), output);

    /// <summary>The arrays, each once.</summary>
    public static IEnumerable<NamedArray> Of(StabilityMap map) => map.Sweep.Strategy.IsScattered ? Scattered(map) : Dense(map);

    private static IEnumerable<NamedArray> Dense(StabilityMap map)
    {
        var lattices = map.Slices.Select(slice => Lattice.Of(map, slice)!).ToImmutableArray();
        var first = lattices[0];
        ImmutableArray<int> shape = [lattices.Length, first.Rows, first.Columns];
        var places =
            from lattice in lattices
            from row in Enumerable.Range(0, lattice.Rows)
            from column in Enumerable.Range(0, lattice.Columns)
            select (Cell: lattice[column, row], IsPlanned: lattice.IsPlanned(column, row));
        var cells = places.ToArray();

        yield return Values("x", first.X);
        yield return Values("y", first.Y);
        foreach (var (index, coordinate) in map.Slices[0].Fixed.Index())
        {
            yield return Values($"slice_{coordinate.Parameter}", [.. map.Slices.Select(slice => slice.Fixed[index].Value)]);
        }

        yield return NamedArray.Of("axis_names", [map.X?.Axis.Parameter ?? "", map.Y?.Axis.Parameter ?? ""]);
        yield return NamedArray.Of("planned", shape, Array.ConvertAll(cells, place => (sbyte)(place.IsPlanned ? 1 : 0)));
        foreach (var array in Statistics(shape, Array.ConvertAll(cells, place => place.Cell)))
        {
            yield return array;
        }
    }

    private static IEnumerable<NamedArray> Scattered(StabilityMap map)
    {
        foreach (var (index, axis) in map.Sweep.Axes.Index())
        {
            yield return Values($"axis_{axis.Parameter}", [.. map.Cells.Select(cell => cell.Cell.Coordinates[index])]);
        }

        foreach (var array in Statistics([map.Cells.Length], [.. map.Cells]))
        {
            yield return array;
        }
    }

    private static IEnumerable<NamedArray> Statistics(ImmutableArray<int> shape, MapCell?[] cells)
    {
        yield return NamedArray.Of("label_names", [.. OutcomeDescription.All.Select(description => description.Name)]);
        yield return NamedArray.Of("label", shape, Array.ConvertAll(cells, Label));
        yield return NamedArray.Of("replicates", shape, Array.ConvertAll(cells, cell => cell?.Stable.Trials ?? 0));
        yield return NamedArray.Of("failed_trials", shape, Array.ConvertAll(cells, cell => cell?.FailedTrials ?? 0));
        yield return Statistic("p_stable", cell => cell.Stable.Estimate);
        yield return Statistic("p_stable_lower", cell => cell.StableInterval.Lower);
        yield return Statistic("p_stable_upper", cell => cell.StableInterval.Upper);
        yield return Statistic("score_mean", cell => cell.StableScore.Mean);
        yield return Statistic("score_sd", cell => cell.StableScore.StandardDeviation);
        yield return Statistic("steps_to_divergence", cell => cell.StepsToDivergence.Median);
        yield return Statistic("training_seconds", cell => cell.TrainingTime.TotalSeconds);

        NamedArray Statistic(string name, Func<MapCell, double> value) =>
            NamedArray.Of(name, shape, Array.ConvertAll(cells, cell => cell is null || cell.IsPending ? double.NaN : value(cell)));
    }

    private static sbyte Label(MapCell? cell) =>
        cell?.Majority is { } label ? (sbyte)OutcomeDescription.Severity(label) : cell?.IsUnknown == true ? Unknown : Pending;

    private static NamedArray Values(string name, ImmutableArray<ParameterValue> values) =>
        values.All(value => value.Kind is ParameterKind.Real or ParameterKind.Integer)
            ? NamedArray.Of(name, [values.Length], [.. values.Select(value => value.AsReal())])
            : NamedArray.Of(name, [.. values.Select(value => value.Text)]);
}
