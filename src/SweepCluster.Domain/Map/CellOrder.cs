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
    /// <param name="count">How many cells there are.</param>
    /// <param name="idOf">The id of a cell, 0 … count − 1.</param>
    /// <param name="axes">One per axis of the sweep, over the same cells.</param>
    internal static int[] Of(int count, Func<int, CellId> idOf, ImmutableArray<AxisRanks> axes)
    {
        var order = Enumerable.Range(0, count).ToArray();
        var spare = new int[count];

        // A stable sort by the last axis, then by the one before, and so on, orders by the first axis in the end.
        foreach (var axis in axes.Reverse())
        {
            Distribute(order, spare, axis);
            (order, spare) = (spare, order);
        }

        Comparison<int> byId = (a, b) => string.CompareOrdinal(idOf(a).Text, idOf(b).Text);
        for (var (from, to) = (0, 1); to <= count; to++)
        {
            if (to == count || !AreAtOnePlace(order[from], order[to], axes))
            {
                if (to - from > 1)
                {
                    order.AsSpan(from, to - from).Sort(byId);
                }

                from = to;
            }
        }

        return order;
    }

    /// <summary>Sorts by one axis, keeping the order of equals: counts how many cells have each rank (Seward 1954).</summary>
    private static void Distribute(int[] order, int[] sorted, AxisRanks axis)
    {
        var next = new int[axis.Values.Length + 1];
        foreach (var rank in axis.OfCell)
        {
            next[rank + 1]++;
        }

        for (var rank = 1; rank < next.Length; rank++)
        {
            next[rank] += next[rank - 1];
        }

        foreach (var cell in order)
        {
            sorted[next[axis.OfCell[cell]]++] = cell;
        }
    }

    private static bool AreAtOnePlace(int a, int b, ImmutableArray<AxisRanks> axes)
    {
        foreach (var axis in axes)
        {
            if (axis.OfCell[a] != axis.OfCell[b])
            {
                return false;
            }
        }

        return true;
    }

    private static double Number(ParameterValue value) =>
        value.Kind is ParameterKind.Real or ParameterKind.Integer ? value.AsReal() : 0;
}
