using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Map;

/// <summary>
/// A slice on the dense grid of its axes' values: column by column of x, row by row of y. A grid's missing cells stay
/// empty. A refined map leaves out cells on purpose, so there each empty place stands for the nearest cell, in steps
/// of the grid; nothing is averaged, so no place mixes two labels. A place whose nearest cell is unknown is unknown.
/// </summary>
public sealed class Lattice
{
    private readonly MapSlice _slice;
    private readonly int[] _own;
    private readonly int[] _nearest;
    private readonly ImmutableArray<int> _offGrid;

    private Lattice(MapSlice slice, ImmutableArray<ParameterValue> x, ImmutableArray<ParameterValue> y, bool isFilled)
    {
        _slice = slice;
        X = x;
        Y = y;
        Columns = Math.Max(1, x.Length);
        Rows = Math.Max(1, y.Length);
        _own = new int[Columns * Rows];
        _offGrid = Place(slice, _own);
        _nearest = isFilled ? NearestCells.Fill(_own, Columns, Rows) : _own;
    }

    /// <summary>The values of the columns; empty without an axis, and then there is one column.</summary>
    public ImmutableArray<ParameterValue> X { get; }

    /// <summary>The values of the rows; empty without a second axis, and then there is one row.</summary>
    public ImmutableArray<ParameterValue> Y { get; }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>The cells between the grid's values, such as one that decides a saddle.</summary>
    public IEnumerable<MapCell> OffGrid => _offGrid.Select(index => _slice.Cells[index]);

    /// <summary>The cell that says what is known of a place; null where there is none.</summary>
    public MapCell? this[int column, int row] => IndexAt(column, row) is var index and >= 0 ? _slice.Cells[index] : null;

    /// <summary>The slice on its grid; null for a scattered strategy, whose cells have none.</summary>
    public static Lattice? Of(StabilityMap map, MapSlice slice) => map.Sweep.Strategy.IsScattered
        ? null
        : new Lattice(slice, Grid(map.X, slice.X), Grid(map.Y, slice.Y), map.Sweep.Strategy.Kind == StrategyKind.Refine);

    /// <summary>The number of <see cref="this[int, int]"/> among the slice's cells, or −1.</summary>
    public int IndexAt(int column, int row) => _nearest[(row * Columns) + column];

    /// <summary>Whether the place has a cell of its own.</summary>
    public bool IsPlanned(int column, int row) => _own[(row * Columns) + column] >= 0;

    /// <summary>What a function makes of every place's cell, [row, column] in one array; not a number where nothing is known.</summary>
    public double[] Field(Func<MapCell, double> value)
    {
        var cells = _slice.Cells.Select(cell => cell.IsPending ? double.NaN : value(cell)).ToArray();
        return Array.ConvertAll(_nearest, index => index < 0 ? double.NaN : cells[index]);
    }

    // A grid's axis keeps its own values, so that a few cells in between do not riddle it with holes.
    private static ImmutableArray<ParameterValue> Grid(MapAxis? axis, ImmutableArray<ParameterValue> taken) =>
        axis is null || axis.Axis.Values.IsDefaultOrEmpty ? taken : [.. taken.Where(axis.Axis.Values.ToHashSet().Contains)];

    private ImmutableArray<int> Place(MapSlice slice, int[] places)
    {
        Array.Fill(places, -1);
        var columns = Numbers(X);
        var rows = Numbers(Y);
        var between = ImmutableArray.CreateBuilder<int>();
        for (var i = 0; i < slice.Cells.Length; i++)
        {
            var column = X.IsEmpty ? 0 : columns.GetValueOrDefault(slice.XOf(slice.Cells[i])!, -1);
            var row = Y.IsEmpty ? 0 : rows.GetValueOrDefault(slice.YOf(slice.Cells[i])!, -1);
            if (column < 0 || row < 0)
            {
                between.Add(i);
            }
            else if (places[(row * Columns) + column] < 0)
            {
                places[(row * Columns) + column] = i;
            }
        }

        return between.ToImmutable();
    }

    private static Dictionary<ParameterValue, int> Numbers(ImmutableArray<ParameterValue> values) =>
        values.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
}
