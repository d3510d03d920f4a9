using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Map;

/// <summary>The values of one axis in order, and which of them each cell has.</summary>
/// <param name="Values">The distinct values that are listed or taken by a cell; see <see cref="CellOrder.Along"/>.</param>
/// <param name="OfCell">For each cell the number of its value.</param>
internal sealed record AxisRanks(ImmutableArray<ParameterValue> Values, int[] OfCell)
{
    /// <param name="valueOf">The value of the cell of a number, 0 … count − 1.</param>
    public static AxisRanks Of(Axis axis, int count, Func<int, ParameterValue> valueOf)
    {
        var found = new Dictionary<ParameterValue, int>();
        foreach (var value in axis.Values.IsDefault ? [] : axis.Values)
        {
            found.TryAdd(value, found.Count);
        }

        var ranks = new int[count];
        for (var i = 0; i < count; i++)
        {
            var value = valueOf(i);
            if (!found.TryGetValue(value, out ranks[i]))
            {
                ranks[i] = found.Count;
                found.Add(value, found.Count);
            }
        }

        ImmutableArray<ParameterValue> ordered = [.. found.Keys.Order(CellOrder.Along(axis))];
        var rankOf = new int[found.Count];
        for (var rank = 0; rank < ordered.Length; rank++)
        {
            rankOf[found[ordered[rank]]] = rank;
        }

        for (var i = 0; i < count; i++)
        {
            ranks[i] = rankOf[ranks[i]];
        }

        return new AxisRanks(ordered, ranks);
    }
}
