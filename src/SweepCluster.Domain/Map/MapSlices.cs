using System.Collections.Immutable;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Map;

/// <summary>Cuts a map into its pictures.</summary>
internal static class MapSlices
{
    /// <summary>
    /// One slice per combination of the further axes' values that has a cell, in cell order. A further axis that a
    /// random strategy draws from freely would give every cell a slice of its own, so such an axis is looked along
    /// instead: its cells share one picture.
    /// </summary>
    public static ImmutableArray<MapSlice> Of(Sweep sweep, MapAxis? x, MapAxis? y, ImmutableArray<MapCell> cells)
    {
        var further = sweep.Axes
            .Select((axis, index) => MapAxis.Of(axis, index, cells))
            .Where(axis => axis.Index != x?.Index && axis.Index != y?.Index)
            .Where(axis => !sweep.Strategy.IsScattered || IsListed(axis))
            .ToImmutableArray();

        var slices = cells
            .GroupBy(cell => string.Join('\n', further.Select(axis => cell.Cell.Coordinates[axis.Index].Text)))
            .Select(group => group.ToImmutableArray())
            .Select(group => new MapSlice([.. further.Select(axis => Fix(axis, group[0]))], x, y, group));
        ImmutableArray<MapSlice> ordered = [.. Sorted(slices, further)];
        return ordered.IsEmpty ? [new MapSlice([], x, y, cells)] : ordered;
    }

    private static bool IsListed(MapAxis axis) => !axis.Axis.Values.IsDefaultOrEmpty && axis.Values.All(axis.Axis.Values.Contains);

    private static FixedCoordinate Fix(MapAxis axis, MapCell cell) => new(axis.Axis.Parameter, cell.Cell.Coordinates[axis.Index]);

    private static IEnumerable<MapSlice> Sorted(IEnumerable<MapSlice> slices, ImmutableArray<MapAxis> further)
    {
        if (further.IsEmpty)
        {
            return slices;
        }

        var sorted = slices.OrderBy(slice => slice.Fixed[0].Value, CellOrder.Along(further[0].Axis));
        for (var i = 1; i < further.Length; i++)
        {
            var place = i;
            sorted = sorted.ThenBy(slice => slice.Fixed[place].Value, CellOrder.Along(further[place].Axis));
        }

        return sorted;
    }
}
