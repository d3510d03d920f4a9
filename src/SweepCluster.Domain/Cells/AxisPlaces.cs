using System.Collections.Immutable;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Cells;

/// <summary>Where the value of one axis stands in a cell's id, and what it adds to the cell's number in a grid.</summary>
internal sealed class AxisPlaces
{
    private readonly int _stride;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _places;

    private AxisPlaces(Axis axis, int stride)
    {
        Parameter = axis.Parameter;
        _stride = stride;
        _places = axis.Values.Index()
            .ToDictionary(pair => pair.Item.Text, pair => pair.Index, StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public string Parameter { get; }

    /// <summary>The axes as a cell's id has them: sorted by parameter. The last one of the sweep varies fastest.</summary>
    public static ImmutableArray<AxisPlaces> Of(ImmutableArray<Axis> axes)
    {
        var strides = new int[axes.Length];
        for (var (i, stride) = (axes.Length - 1, 1); i >= 0; stride *= axes[i].Values.Length, i--)
        {
            strides[i] = stride;
        }

        return [.. CellMaker.NameOrder(axes).Select(i => new AxisPlaces(axes[i], strides[i]))];
    }

    /// <summary>What a value's text adds to the cell's number; −1 where the axis has no such value.</summary>
    public int Offset(ReadOnlySpan<char> value) => _places.TryGetValue(value, out var place) ? place * _stride : -1;
}
