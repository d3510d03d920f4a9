using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Map;

/// <summary>The order of values on an axis and of cells in a sweep, whatever the order they were planned in.</summary>
public static class CellOrder
{
    /// <summary>
    /// Listed axes keep the order of the sweep file; numeric axes ascend. Values the file does not list come last,
    /// by number, then by text.
    /// </summary>
    public static IComparer<ParameterValue> Along(Axis axis)
    {
        var listed = axis.Values.IsDefault ? [] : axis.Values;
        var place = listed.Distinct().Select((value, index) => (value, index)).ToDictionary(pair => pair.value, pair => pair.index);
        return Comparer<ParameterValue>.Create((a, b) =>
        {
            var order = axis.Scale == AxisScale.Category
                ? place.GetValueOrDefault(a, int.MaxValue).CompareTo(place.GetValueOrDefault(b, int.MaxValue))
                : 0;
            order = order != 0 ? order : Number(a).CompareTo(Number(b));
            return order != 0 ? order : string.CompareOrdinal(a.Text, b.Text);
        });
    }

    /// <summary>By the first axis, then the second and so on; cells of equal coordinates by their id.</summary>
    public static ImmutableArray<MapCell> Sort(IEnumerable<MapCell> cells, ImmutableArray<Axis> axes)
    {
        var comparers = axes.Select(Along).ToImmutableArray();
        return [.. cells.Order(Comparer<MapCell>.Create((a, b) => Compare(a.Cell, b.Cell, comparers)))];
    }

    private static int Compare(Cell a, Cell b, ImmutableArray<IComparer<ParameterValue>> comparers)
    {
        for (var i = 0; i < Math.Min(a.Coordinates.Length, b.Coordinates.Length); i++)
        {
            var order = comparers[i].Compare(a.Coordinates[i], b.Coordinates[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return string.CompareOrdinal(a.Id.Text, b.Id.Text);
    }

    private static double Number(ParameterValue value) =>
        value.Kind is ParameterKind.Real or ParameterKind.Integer ? value.AsReal() : 0;
}
