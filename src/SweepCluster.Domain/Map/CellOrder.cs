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

    /// <summary>The numbers of the cells by the first axis, then the second and so on; of equal coordinates by their id.</summary>
    /// <param name="axes">One per axis of the sweep, over the same cells.</param>
    internal static int[] Of(IReadOnlyList<Cell> cells, ImmutableArray<AxisRanks> axes)
    {
        var order = new int[cells.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        if (Keys(cells.Count, axes) is not { } keys)
        {
            Array.Sort(order, (a, b) => Compare(cells, axes, a, b));
            return order;
        }

        Array.Sort(keys, order);
        for (var (from, to) = (0, 1); to <= keys.Length; to++)
        {
            if (to == keys.Length || keys[to] != keys[from])
            {
                if (to - from > 1)
                {
                    order.AsSpan(from, to - from).Sort((a, b) => string.CompareOrdinal(cells[a].Id.Text, cells[b].Id.Text));
                }

                from = to;
            }
        }

        return order;
    }

    /// <summary>One number per cell, ordered as the cells are; null where the combinations are too many for one.</summary>
    private static ulong[]? Keys(int count, ImmutableArray<AxisRanks> axes)
    {
        if (axes.Aggregate(1.0, (product, axis) => product * axis.Values.Length) >= ulong.MaxValue)
        {
            return null;
        }

        var keys = new ulong[count];
        foreach (var axis in axes)
        {
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = (keys[i] * (ulong)axis.Values.Length) + (ulong)axis.OfCell[i];
            }
        }

        return keys;
    }

    private static int Compare(IReadOnlyList<Cell> cells, ImmutableArray<AxisRanks> axes, int a, int b)
    {
        foreach (var axis in axes)
        {
            var order = axis.OfCell[a].CompareTo(axis.OfCell[b]);
            if (order != 0)
            {
                return order;
            }
        }

        return string.CompareOrdinal(cells[a].Id.Text, cells[b].Id.Text);
    }

    private static double Number(ParameterValue value) =>
        value.Kind is ParameterKind.Real or ParameterKind.Integer ? value.AsReal() : 0;
}
