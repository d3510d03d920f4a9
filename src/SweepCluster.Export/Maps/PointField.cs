using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Randomness;
using SweepCluster.Export.Drawing;

namespace SweepCluster.Export.Maps;

/// <summary>Draws cells as discs at their true places: those of a scattered strategy, or those between a grid's values.</summary>
internal static class PointField
{
    public static IEnumerable<Shape> Draw(Panel panel, MapLayout layout, MapSlice slice, IEnumerable<MapCell> cells, Layer layer)
    {
        var radius = Math.Clamp(0.28 * Math.Sqrt(panel.Plot.Width * panel.Plot.Height / Math.Max(1, slice.Cells.Length)), 1.5, 7);

        // Pending ones first: what is known must not hide under what is not.
        foreach (var cell in cells.OrderByDescending(cell => cell.IsPending))
        {
            var place = PlaceOf(layout, slice, cell);
            var centre = new Point(panel.Right(place.X), panel.Up(place.Y));
            yield return new Disc(centre, radius + 0.7, cell.IsPending ? OutcomePalette.PendingHatch : Colour.Ink);
            yield return new Disc(centre, radius, layer.Fill(cell));
            if (layer.HasMarks && cell.Majority is { } label && radius >= 4)
            {
                var marks = TileField.MarkIn(new Box(centre.X - radius, centre.Y - radius, 2 * radius, 2 * radius), label);
                yield return new Strokes(OutcomePalette.Of(label).Contrast, 1, [.. marks]);
            }
        }
    }

    /// <summary>Where a cell lies, as shares of the axes' lengths, y upwards.</summary>
    public static Point PlaceOf(MapLayout layout, MapSlice slice, MapCell cell) => new(
        Place(layout.X, slice.XOf(cell), cell, layout.IsScattered, salt: 1),
        Place(layout.Y, slice.YOf(cell), cell, layout.IsScattered, salt: 2));

    // Scattered cells of one listed value spread within its band; by their name, so that a picture is the same every time.
    private static double Place(AxisLayout axis, ParameterValue? value, MapCell cell, bool isScattered, ulong salt)
    {
        var centre = value is null ? axis.Centres[0] : axis.PlaceOf(value);
        if (!axis.IsListed || !isScattered)
        {
            return centre;
        }

        var draw = StableHash.Combine(StableHash.Of(cell.Cell.Id.Text), salt) / (double)ulong.MaxValue;
        return centre + ((draw - 0.5) * 0.7 / axis.Count);
    }
}
