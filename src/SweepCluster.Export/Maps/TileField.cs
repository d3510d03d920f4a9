using System.Collections.Immutable;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Export.Drawing;
using SweepCluster.Export.Drawing.Lettering;

namespace SweepCluster.Export.Maps;

/// <summary>
/// Draws a slice's cells as tiles that fill the plot. Where a refined map has no cell, a tile shows the nearest one;
/// there each cell of its own has its mark or a faint dot.
/// </summary>
internal static class TileField
{
    /// <summary>Beyond so many cells a picture of pixels stands in for the shapes.</summary>
    public const int MostShapes = 20_000;

    private const int PixelsPerUnit = 2;
    private const int HatchGap = 6;
    private const double SmallestMarked = 8;
    private const double CaptionSize = 9.5;
    private const double DotRadius = 1.2;
    private const double DotShare = 0.3;

    public static IEnumerable<Shape> Draw(Panel panel, Lattice lattice, Layer layer) =>
        lattice.Columns * lattice.Rows > MostShapes ? [Raster(panel, lattice, layer)] : Shapes(panel, lattice, layer);

    private static IEnumerable<Shape> Shapes(Panel panel, Lattice lattice, Layer layer)
    {
        var tiles = TilesOf(panel, lattice).ToImmutableArray();
        foreach (var group in tiles.GroupBy(tile => layer.Fill(tile.Cell)))
        {
            yield return new Boxes(group.Key, [.. group.Select(tile => tile.Box)]);
        }

        var pending = tiles.Where(tile => tile.Cell is { IsPending: true, IsUnknown: false }).SelectMany(tile => Hatch(tile.Box)).ToImmutableArray();
        if (!pending.IsEmpty)
        {
            yield return new Strokes(OutcomePalette.PendingHatch, 0.8, pending);
        }

        var unknown = tiles.Where(tile => tile.Cell.IsUnknown).SelectMany(tile => CrossedHatch(tile.Box)).ToImmutableArray();
        if (!unknown.IsEmpty)
        {
            yield return new Strokes(OutcomePalette.UnknownHatch, 0.8, unknown);
        }

        var planned = tiles.Where(tile => tile.IsPlanned).ToImmutableArray();
        if (layer.HasMarks)
        {
            foreach (var group in planned.Where(tile => !tile.Cell.IsPending).GroupBy(tile => tile.Cell.Majority!.Value))
            {
                var marks = group.SelectMany(tile => MarkIn(tile.Box, group.Key)).ToImmutableArray();
                if (!marks.IsEmpty)
                {
                    yield return new Strokes(OutcomePalette.Of(group.Key).Contrast, 1.2, marks);
                }
            }
        }

        foreach (var tile in planned.Length < tiles.Length ? planned : [])
        {
            if (!layer.HasMarks || tile.Cell.Majority is not { } label || !MarkIn(tile.Box, label).Any())
            {
                var fill = layer.Fill(tile.Cell);
                yield return new Disc(tile.Box.Centre, Math.Min(DotRadius, Math.Min(tile.Box.Width, tile.Box.Height) / 6), fill.Towards(fill.Contrast, DotShare));
            }
        }

        foreach (var text in planned.SelectMany(tile => Captions(tile.Box, tile.Cell, layer)))
        {
            yield return text;
        }
    }

    private static IEnumerable<(MapCell Cell, Box Box, bool IsPlanned)> TilesOf(Panel panel, Lattice lattice) =>
        from row in Enumerable.Range(0, lattice.Rows)
        from column in Enumerable.Range(0, lattice.Columns)
        let cell = lattice[column, row]
        where cell is not null
        select (cell, panel.Tile(column, row), lattice.IsPlanned(column, row));

    /// <summary>The label's mark in the middle of a tile; nothing where it would be a blot.</summary>
    public static IEnumerable<ImmutableArray<Point>> MarkIn(Box box, Outcome label)
    {
        var radius = Math.Min(5, Math.Min(box.Width, box.Height) * 0.25);
        return Math.Min(box.Width, box.Height) < SmallestMarked
            ? []
            : OutcomePalette.Mark(label).Select(line => line.Select(point => new Point(box.Centre.X + (point.X * radius), box.Centre.Y + (point.Y * radius))).ToImmutableArray());
    }

    /// <summary>Parallel lines at 45°, on one lattice for the whole figure so that neighbours join up.</summary>
    public static IEnumerable<ImmutableArray<Point>> Hatch(Box box)
    {
        for (var sum = Math.Ceiling((box.X + box.Y) / HatchGap) * HatchGap; sum < box.Right + box.Bottom; sum += HatchGap)
        {
            var left = Math.Max(box.X, sum - box.Bottom);
            var right = Math.Min(box.Right, sum - box.Y);
            yield return [new Point(left, sum - left), new Point(right, sum - right)];
        }
    }

    /// <summary>The same lines, and those across them.</summary>
    public static IEnumerable<ImmutableArray<Point>> CrossedHatch(Box box)
    {
        foreach (var line in Hatch(box))
        {
            yield return line;
        }

        for (var difference = Math.Ceiling((box.X - box.Bottom) / HatchGap) * HatchGap; difference < box.Right - box.Y; difference += HatchGap)
        {
            var left = Math.Max(box.X, box.Y + difference);
            var right = Math.Min(box.Right, box.Bottom + difference);
            yield return [new Point(left, left - difference), new Point(right, right - difference)];
        }
    }

    private static IEnumerable<Shape> Captions(Box box, MapCell cell, Layer layer)
    {
        var lines = layer.Caption(cell);
        var fitting = lines.TakeWhile(line => StrokeFont.Measure(line, CaptionSize) + 6 <= box.Width)
            .Take((int)((box.Height - 4) / (CaptionSize * 1.35)))
            .ToArray();
        if (layer.HasMarks && box.Height < 48)
        {
            yield break;
        }

        var top = layer.HasMarks ? box.Centre.Y + 8 + CaptionSize : box.Centre.Y - (fitting.Length * CaptionSize * 1.35 / 2) + CaptionSize;
        for (var i = 0; i < fitting.Length; i++)
        {
            yield return new Text(fitting[i], new Point(box.Centre.X, top + (i * CaptionSize * 1.35)), CaptionSize, layer.Fill(cell).Contrast, Anchor.Middle);
        }
    }

    private static Drawing.Picture Raster(Panel panel, Lattice lattice, Layer layer)
    {
        var bitmap = new Bitmap((int)Math.Ceiling(panel.Plot.Width * PixelsPerUnit), (int)Math.Ceiling(panel.Plot.Height * PixelsPerUnit));
        var columns = IndexOfPixels(panel.X, bitmap.Width);
        var rows = IndexOfPixels(panel.Y, bitmap.Height);
        for (var y = 0; y < bitmap.Height; y++)
        {
            for (var x = 0; x < bitmap.Width; x++)
            {
                if (lattice[columns[x], rows[bitmap.Height - 1 - y]] is { } cell)
                {
                    bitmap[x, y] = HatchAt(cell, x, y) ?? layer.Fill(cell);
                }
            }
        }

        return new Drawing.Picture(panel.Plot, bitmap);
    }

    private static Colour? HatchAt(MapCell cell, int x, int y)
    {
        const int Gap = HatchGap * PixelsPerUnit;
        if (!cell.IsPending)
        {
            return null;
        }

        var isRising = (x + y) % Gap == 0;
        return cell.IsUnknown
            ? isRising || (x - y) % Gap == 0 ? OutcomePalette.UnknownHatch : null
            : isRising ? OutcomePalette.PendingHatch : null;
    }

    private static int[] IndexOfPixels(AxisLayout axis, int pixels)
    {
        var indices = new int[pixels];
        for (int pixel = 0, index = 0; pixel < pixels; pixel++)
        {
            while (index < axis.Count - 1 && axis.Edges[index + 1] <= (pixel + 0.5) / pixels)
            {
                index++;
            }

            indices[pixel] = index;
        }

        return indices;
    }
}
