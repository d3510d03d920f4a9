using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Randomness;
using SweepCluster.Export.Drawing;

namespace SweepCluster.Export.Maps;

/// <summary>Draws randomly placed cells as discs at their true places.</summary>
internal static class PointField
{
    public static IEnumerable<Shape> Draw(Panel panel, MapSlice slice, Layer layer)
    {
        var radius = Math.Clamp(0.28 * Math.Sqrt(panel.Plot.Width * panel.Plot.Height / Math.Max(1, slice.Cells.Length)), 1.5, 7);

        // Pending ones first: what is known must not hide under what is not.
        foreach (var cell in slice.Cells.OrderByDescending(cell => cell.IsPending))
        {
            var centre = new Point(
                panel.Right(Place(panel.X, slice.XOf(cell), cell, salt: 1)),
                panel.Up(Place(panel.Y, slice.YOf(cell), cell, salt: 2)));
            yield return new Disc(centre, radius + 0.7, cell.IsPending ? OutcomePalette.PendingHatch : Colour.Ink);
            yield return new Disc(centre, radius, layer.Fill(cell));
            if (layer.HasMarks && cell.Majority is { } label && radius >= 4)
            {
                var marks = TileField.MarkIn(new Box(centre.X - radius, centre.Y - radius, 2 * radius, 2 * radius), label);
                yield return new Strokes(OutcomePalette.Of(label).Contrast, 1, [.. marks]);
            }
        }
    }

    // Cells of one listed value spread within its band; by their name, so that a picture is the same every time.
    private static double Place(AxisLayout axis, ParameterValue? value, MapCell cell, ulong salt)
    {
        var index = value is null ? 0 : axis.IndexOf(value);
        if (!axis.IsListed)
        {
            return axis.Centres[index];
        }

        var draw = StableHash.Combine(StableHash.Of(cell.Cell.Id.Text), salt) / (double)ulong.MaxValue;
        return axis.Centres[index] + ((draw - 0.5) * 0.7 / axis.Count);
    }
}
