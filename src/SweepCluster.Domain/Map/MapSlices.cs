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
    public static ImmutableArray<MapSlice> Of(Sweep sweep, ImmutableArray<MapAxis> axes, MapAxis? x, MapAxis? y, ImmutableArray<MapCell> cells)
    {
        var further = axes
            .Where(axis => axis.Index != x?.Index && axis.Index != y?.Index)
            .Where(axis => !sweep.Strategy.IsScattered || IsListed(axis))
            .ToImmutableArray();
        if (further.IsEmpty || cells.IsEmpty)
        {
            return [new MapSlice([], x, y, cells)];
        }

        return
        [
            .. Groups(further, cells)
                .Select(group => new MapSlice([.. further.Select(axis => Fix(axis, group[0]))], x, y, group)),
        ];
    }

    /// <summary>The cells by the values of some axes, in the order of these; within a group in the order given.</summary>
    private static IEnumerable<ImmutableArray<MapCell>> Groups(ImmutableArray<MapAxis> axes, ImmutableArray<MapCell> cells)
    {
        var groups = new int[cells.Length];
        foreach (var axis in axes)
        {
            var ranks = AxisRanks.Of(axis.Axis, cells.Length, i => cells[i].Cell.Coordinates[axis.Index]).OfCell;
            var pairs = groups.Zip(ranks).Distinct().Order().Index().ToDictionary(pair => pair.Item, pair => pair.Index);
            for (var i = 0; i < groups.Length; i++)
            {
                groups[i] = pairs[(groups[i], ranks[i])];
            }
        }

        var members = new ImmutableArray<MapCell>.Builder[groups.Max() + 1];
        for (var i = 0; i < groups.Length; i++)
        {
            (members[groups[i]] ??= ImmutableArray.CreateBuilder<MapCell>()).Add(cells[i]);
        }

        return members.Select(group => group.ToImmutable());
    }

    private static bool IsListed(MapAxis axis) => !axis.Axis.Values.IsDefaultOrEmpty && axis.Values.All(axis.Axis.Values.Contains);

    private static FixedCoordinate Fix(MapAxis axis, MapCell cell) => new(axis.Axis.Parameter, cell.Cell.Coordinates[axis.Index]);
}
