using System.Collections.Immutable;
using SweepCluster.Domain.Map;
using SweepCluster.Export.Drawing;

namespace SweepCluster.Export.Maps;

/// <summary>Draws where P(stable) is 0.5, and more lightly 0.1 and 0.9, over a slice's tiles.</summary>
internal static class IsolineField
{
    private const double Halo = 1.6;

    public static IEnumerable<Shape> Draw(Panel panel, StabilityMap map, MapSlice slice)
    {
        // The boundary itself last, above the band's edges.
        foreach (var set in Isolines.Levels.OrderBy(level => level == 0.5).Select(level => Isolines.Of(map, slice, level)).Where(set => !set.Lines.IsEmpty))
        {
            var width = set.Level == 0.5 ? 1.4 : 0.6;
            var lines = set.Lines.Select(line => Placed(panel, line)).ToImmutableArray();
            yield return new Strokes(Colour.White, width + Halo, lines);
            yield return new Strokes(Colour.Ink, width, lines);
        }
    }

    private static ImmutableArray<Point> Placed(Panel panel, Isoline line)
    {
        var points = line.IsClosed ? line.Points.Append(line.Points[0]) : line.Points;
        return [.. points.Select(point => new Point(panel.Right(panel.X.Along(point.Column)), panel.Up(panel.Y.Along(point.Row))))];
    }
}
