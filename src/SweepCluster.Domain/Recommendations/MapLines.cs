using System.Collections.Immutable;
using SweepCluster.Domain.Map;

namespace SweepCluster.Domain.Recommendations;

/// <summary>
/// The cells of a map with results, by the lines that run along its axes. A map has up to millions of cells and a
/// thousand groups that each ask for their line, so all lines of an axis are found in one pass.
/// </summary>
internal sealed class MapLines
{
    private readonly ImmutableArray<Lazy<ILookup<GroupKey, MapCell>>> _lines;

    public MapLines(StabilityMap map)
    {
        Map = map;
        _lines = [.. map.Sweep.Axes.Select((_, index) => new Lazy<ILookup<GroupKey, MapCell>>(() => map.Cells.Where(cell => !cell.IsPending).ToLookup(cell => Others(cell, index))))];
    }

    public StabilityMap Map { get; }

    /// <summary>The cells that differ from a cell in nothing but the numbered axis, itself among them, in the axis' order.</summary>
    public MapCell[] Through(MapCell cell, int axis) =>
        [.. _lines[axis].Value[Others(cell, axis)].OrderBy(other => other.Cell.Coordinates[axis], CellOrder.Along(Map.Sweep.Axes[axis]))];

    private static GroupKey Others(MapCell cell, int axis) => new(cell.Cell.Coordinates.RemoveAt(axis));
}
