using System.Collections.Immutable;
using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Map;

/// <summary>The value of an axis that is the same all over a slice.</summary>
public sealed record FixedCoordinate(string Parameter, ParameterValue Value);

/// <summary>
/// One picture of the map: the cells that share the values of all axes but the mapped ones. The cells of a random
/// strategy lie anywhere, so several may share a place; a grid's have one place each.
/// </summary>
public sealed class MapSlice
{
    private readonly Lazy<Dictionary<long, int>> _places;
    private readonly int _x;
    private readonly int _y;

    internal MapSlice(ImmutableArray<FixedCoordinate> fixedCoordinates, MapAxis? x, MapAxis? y, ImmutableArray<MapCell> cells)
    {
        Fixed = fixedCoordinates;
        Cells = cells;
        X = x?.Values ?? [];
        Y = y?.Values ?? [];
        _x = x?.Index ?? -1;
        _y = y?.Index ?? -1;
        _places = new Lazy<Dictionary<long, int>>(Places);
    }

    /// <summary>What makes this slice; empty when the sweep has no further axis.</summary>
    public ImmutableArray<FixedCoordinate> Fixed { get; }

    /// <summary>The slice's cells, in the map's order.</summary>
    public ImmutableArray<MapCell> Cells { get; }

    /// <summary>The values across, equal for all slices; empty without an axis.</summary>
    public ImmutableArray<ParameterValue> X { get; }

    /// <summary>The values upwards; empty without a second axis.</summary>
    public ImmutableArray<ParameterValue> Y { get; }

    /// <summary>The cell at the numbered values, or null where the sweep has none. Use 0 for an axis that is not there.</summary>
    public MapCell? At(int x, int y = 0) => _places.Value.TryGetValue(Place(x, y), out var index) ? Cells[index] : null;

    public ParameterValue? XOf(MapCell cell) => _x < 0 ? null : cell.Cell.Coordinates[_x];

    public ParameterValue? YOf(MapCell cell) => _y < 0 ? null : cell.Cell.Coordinates[_y];

    private Dictionary<long, int> Places()
    {
        var columns = Numbers(X);
        var rows = Numbers(Y);
        var places = new Dictionary<long, int>(Cells.Length);
        for (var i = 0; i < Cells.Length; i++)
        {
            places.TryAdd(Place(_x < 0 ? 0 : columns[XOf(Cells[i])!], _y < 0 ? 0 : rows[YOf(Cells[i])!]), i);
        }

        return places;
    }

    private long Place(int x, int y) => ((long)y * Math.Max(1, X.Length)) + x;

    private static Dictionary<ParameterValue, int> Numbers(ImmutableArray<ParameterValue> values) =>
        values.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
}
