using System.Collections.Immutable;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Cli.Run;

/// <summary>What a terminal shows of a map: the label of every place, slice by slice.</summary>
/// <param name="Across">The axis across; null without one.</param>
/// <param name="Up">The axis upwards; null without one.</param>
/// <param name="Elsewhere">Where slices without room can be seen.</param>
internal sealed record LabelPicture(string? Across, string? Up, ImmutableArray<LabelGrid> Grids, string Elsewhere)
{
    /// <summary>Slices that the map has beside these.</summary>
    public int MoreGrids { get; init; }

    public static LabelPicture Of(StabilityMap map) => new(
        map.X?.Axis.Parameter,
        map.Y?.Axis.Parameter,
        [.. map.Slices.Select(slice => new LabelGrid(
            string.Join(", ", slice.Fixed.Select(coordinate => $"{coordinate.Parameter} = {coordinate.Value}")),
            [.. slice.X.Select(value => value.Text)],
            [.. slice.Y.Select(value => value.Text)],
            (x, y) => slice.At(x, y) is { } cell ? new LabelPlace(cell.Majority) : null))],
        "map.png");
}

/// <param name="Title">The values of the axes that are not drawn; empty without any.</param>
/// <param name="At">(column, row) with rows upwards; null where the map has no cell.</param>
internal sealed record LabelGrid(string Title, ImmutableArray<string> X, ImmutableArray<string> Y, Func<int, int, LabelPlace?> At)
{
    public IEnumerable<LabelPlace> Places =>
        from y in Enumerable.Range(0, Math.Max(1, Y.Length))
        from x in Enumerable.Range(0, Math.Max(1, X.Length))
        where At(x, y) is not null
        select At(x, y)!.Value;
}

/// <summary>A cell of the map.</summary>
/// <param name="Label">Null while it has none.</param>
internal readonly record struct LabelPlace(Outcome? Label);
