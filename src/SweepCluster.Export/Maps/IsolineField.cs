using System.Collections.Immutable;
using SweepCluster.Domain.Map;
using SweepCluster.Export.Drawing;

namespace SweepCluster.Export.Maps;

/// <summary>Draws where P(stable) is 0.5, and more lightly 0.1 and 0.9, over a slice's tiles.</summary>
internal static class IsolineField
{
    private const double Halo = 1.6;

    /// <summary>Beyond so many points lines hide the map that they are about.</summary>
    private const int MostPoints = 12_000;

    public static IEnumerable<Shape> Draw(Panel panel, StabilityMap map, MapSlice slice)
    {
        // The boundary itself last, above the band's edges.
        foreach (var set in Shown(map, slice).OrderBy(set => set.Level == 0.5))
        {
            var width = set.Level == 0.5 ? 1.4 : 0.6;
            var lines = set.Lines.Select(line => Placed(panel, line)).ToImmutableArray();
            yield return new Strokes(Colour.White, width + Halo, lines);
            yield return new Strokes(Colour.Ink, width, lines);
        }
    }

    /// <summary>The levels that a figure of the slice draws; none where P(stable) is all noise.</summary>
    public static ImmutableArray<IsolineSet> Shown(StabilityMap map, MapSlice slice)
    {
        ImmutableArray<IsolineSet> sets = [.. Isolines.Levels.Select(level => Isolines.Of(map, slice, level)).Where(set => !set.Lines.IsEmpty)];
        return sets.Sum(set => set.Lines.Sum(line => line.Points.Length)) > MostPoints ? [] : sets;
    }

    private static ImmutableArray<Point> Placed(Panel panel, Isoline line)
    {
        var points = line.IsClosed ? line.Points.Append(line.Points[0]) : line.Points;
        return [.. points.Select(point => new Point(panel.Right(panel.X.Along(point.Column)), panel.Up(panel.Y.Along(point.Row))))];
    }
}
