using System.Collections.Immutable;

namespace SweepCluster.Domain.Map;

/// <summary>
/// Marching squares (Lorensen and Cline 1987, in two dimensions) over a grid of values, interpolating linearly along
/// the sides. A square with an unknown corner is left out. Where two diagonal corners are above the level and two
/// below it, the value at the square's centre says which pair is joined.
/// </summary>
public sealed class Contour
{
    private readonly double[] _field;
    private readonly double _level;
    private readonly List<ContourStep> _crossings = [];
    private readonly List<ContourStep> _borders = [];
    private readonly List<(double Column, double Row)> _openSaddles = [];

    /// <param name="field">[row, column] in one array; not a number where unknown.</param>
    /// <param name="level">A corner is inside where its value is at least this.</param>
    /// <param name="centre">The value at the centre of the square whose lower corner is given; null where not known.</param>
    /// <exception cref="ArgumentException">The field is not columns × rows.</exception>
    public Contour(double[] field, int columns, int rows, double level, Func<int, int, double?>? centre = null)
    {
        if (field.Length != columns * rows)
        {
            throw new ArgumentException($"{field.Length} values do not fill {columns} × {rows} places.", nameof(field));
        }

        _field = field;
        _level = level;
        Columns = columns;
        Rows = rows;
        for (var row = 0; row + 1 < rows; row++)
        {
            for (var column = 0; column + 1 < columns; column++)
            {
                if (IsKnown(column, row))
                {
                    Cut(new ContourSquare(field, columns, column, row, level), centre);
                }
            }
        }
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Centres of the squares that the mean of their corners decided, for want of a value there.</summary>
    public ImmutableArray<(double Column, double Row)> OpenSaddles => [.. _openSaddles];

    /// <summary>The lines on which the field has the level, larger values on the left; ends are at the edge or at unknowns.</summary>
    public ImmutableArray<ContourLine> Lines() => ContourChains.Of(_crossings, Place);

    /// <summary>The outlines of all that is at least the level, within the known squares; fill them by the even-odd rule.</summary>
    public ImmutableArray<ContourLine> Rings() => ContourChains.Of([.. _crossings, .. _borders], Place);

    private void Cut(ContourSquare square, Func<int, int, double?>? centre)
    {
        if (square.Inside is not (0 or 15))
        {
            var joins = square.IsSaddle && Joins(square, centre);
            for (var side = 0; side < 4; side++)
            {
                if (square.Leaves(side))
                {
                    _crossings.Add(new ContourStep(square.Crossing(side), square.Crossing(square.EntryFor(side, joins))));
                }
            }
        }

        if (square.Inside == 0)
        {
            return;
        }

        for (var side = 0; side < 4; side++)
        {
            var (column, row) = square.Neighbour(side);
            if (!IsKnown(column, row) && square.Border(side) is { } border)
            {
                _borders.Add(border);
            }
        }
    }

    private bool Joins(ContourSquare square, Func<int, int, double?>? centre)
    {
        var value = centre?.Invoke(square.Column, square.Row);
        if (value is null or double.NaN)
        {
            _openSaddles.Add((square.Column + 0.5, square.Row + 0.5));
            value = square.Mean;
        }

        return value >= _level;
    }

    private bool IsKnown(int column, int row)
    {
        if (column < 0 || row < 0 || column + 1 >= Columns || row + 1 >= Rows)
        {
            return false;
        }

        var corner = (row * Columns) + column;
        return !double.IsNaN(_field[corner] + _field[corner + 1] + _field[corner + Columns] + _field[corner + Columns + 1]);
    }

    private (double Column, double Row) Place(ContourPoint point)
    {
        var (row, column) = Math.DivRem(point.Corner, Columns);
        if (point.Kind == ContourPointKind.Corner)
        {
            return (column, row);
        }

        var isAcross = point.Kind == ContourPointKind.Across;
        var from = _field[point.Corner];
        var to = _field[point.Corner + (isAcross ? 1 : Columns)];
        var share = (_level - from) / (to - from);
        return isAcross ? (column + share, row) : (column, row + share);
    }
}
