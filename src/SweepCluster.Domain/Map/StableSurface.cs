using System.Collections.Immutable;

namespace SweepCluster.Domain.Map;

/// <summary>The estimates of P(stable) of a slice, with the means to draw lines between them.</summary>
internal sealed class StableSurface
{
    private readonly Lattice _lattice;
    private readonly AxisRuler _x;
    private readonly AxisRuler _y;
    private readonly double[] _field;
    private readonly ImmutableDictionary<(int Column, int Row), double> _centres;

    private StableSurface(MapSlice slice, Lattice lattice, AxisRuler x, AxisRuler y)
    {
        (_lattice, _x, _y) = (lattice, x, y);
        _field = lattice.Field(cell => cell.Stable.Estimate);
        _centres = Centres(slice);
    }

    /// <summary>The slice's surface; null with the reason where there is none.</summary>
    public static StableSurface? Of(StabilityMap map, MapSlice slice, out string? absence)
    {
        absence = null;
        if (map.X is not { } x || map.Y is not { } y)
        {
            absence = "Isolines need two mapped axes.";
            return null;
        }

        if (Lattice.Of(map, slice) is not { } lattice)
        {
            absence = "Cells of a scattered strategy have no neighbours to draw lines between: use strategy grid or refine.";
            return null;
        }

        var acrossRuler = AxisRuler.Of(x.Axis, lattice.X);
        var upwardsRuler = AxisRuler.Of(y.Axis, lattice.Y);
        if (acrossRuler is null || upwardsRuler is null)
        {
            var axis = acrossRuler is null ? x : y;
            absence = $"There is nothing between the values of {axis.Axis.Parameter}: isolines need two or more numbers in order.";
            return null;
        }

        return new StableSurface(slice, lattice, acrossRuler, upwardsRuler);
    }

    public Contour At(double level) => new(_field, _lattice.Columns, _lattice.Rows, level, (column, row) =>
        _centres.TryGetValue((column, row), out var value) ? value : null);

    public Isoline InValues(ContourLine line) => new(line.IsClosed, [.. line.Points.Select(Point)]);

    public IsolinePoint Point((double Column, double Row) place) =>
        new(_x.At(place.Column), _y.At(place.Row), place.Column, place.Row);

    /// <summary>P(stable) of the cells inside a square; of several the one nearest to the centre.</summary>
    private ImmutableDictionary<(int Column, int Row), double> Centres(MapSlice slice)
    {
        var inside =
            from cell in _lattice.OffGrid
            where !cell.IsPending
            let column = _x.PlaceOf(slice.XOf(cell)!.AsReal())
            let row = _y.PlaceOf(slice.YOf(cell)!.AsReal())
            where column is not null && row is not null && column % 1 > 0 && row % 1 > 0
            let off = Math.Pow((column.Value % 1) - 0.5, 2) + Math.Pow((row.Value % 1) - 0.5, 2)
            group (off, cell.Stable.Estimate) by ((int)column.Value, (int)row.Value);
        return inside.ToImmutableDictionary(square => square.Key, square => square.MinBy(found => found.off).Estimate);
    }
}
