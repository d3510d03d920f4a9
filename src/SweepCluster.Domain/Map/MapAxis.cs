using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Map;

/// <summary>An axis of the sweep as it is drawn.</summary>
/// <param name="Axis">The sweep's axis.</param>
/// <param name="Index">Its place among the sweep's axes, and so in a cell's coordinates.</param>
/// <param name="Values">The distinct values that are listed or taken by a cell, in drawing order.</param>
public sealed record MapAxis(Axis Axis, int Index, ImmutableArray<ParameterValue> Values)
{
    internal static MapAxis? Find(Sweep sweep, string? parameter, ImmutableArray<MapCell> cells)
    {
        for (var index = 0; index < sweep.Axes.Length; index++)
        {
            if (sweep.Axes[index].Parameter == parameter)
            {
                return Of(sweep.Axes[index], index, cells);
            }
        }

        return null;
    }

    internal static MapAxis Of(Axis axis, int index, ImmutableArray<MapCell> cells)
    {
        var listed = axis.Values.IsDefault ? [] : axis.Values;
        var taken = cells.Select(cell => cell.Cell.Coordinates[index]);
        return new MapAxis(axis, index, [.. listed.Concat(taken).Distinct().Order(CellOrder.Along(axis))]);
    }
}
