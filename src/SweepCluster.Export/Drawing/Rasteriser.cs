using System.Collections.Immutable;
using SweepCluster.Export.Drawing.Lettering;

namespace SweepCluster.Export.Drawing;

/// <summary>Turns a figure into pixels.</summary>
public static class Rasteriser
{
    /// <param name="figure">The drawing.</param>
    /// <param name="density">Pixels of the bitmap per pixel of the figure: 2 for screens of high density and print.</param>
    public static Bitmap Render(Figure figure, int density = 2)
    {
        var bitmap = new Bitmap(figure.Width * density, figure.Height * density);
        foreach (var shape in figure.Shapes)
        {
            Draw(bitmap, shape, density);
        }

        return bitmap;
    }

    private static void Draw(Bitmap bitmap, Shape shape, int density)
    {
        switch (shape)
        {
            case Boxes boxes:
                foreach (var box in boxes.Items)
                {
                    Fill(bitmap, Snap(bitmap, box, density), boxes.Fill);
                }

                break;
            case Strokes strokes:
                DrawLines(bitmap, strokes.Lines, strokes.Colour, strokes.Width, density);
                break;
            case Text text:
                DrawLines(bitmap, StrokeFont.Lines(text), text.Colour, text.Size * (text.IsBold ? StrokeFont.BoldPen : StrokeFont.Pen), density);
                break;
            case Disc disc:
                DrawLines(bitmap, [[disc.Centre]], disc.Fill, 2 * disc.Radius, density);
                break;
            case Picture picture:
                Stretch(bitmap, picture, density);
                break;
            default:
                throw new ArgumentException($"No way to draw a {shape.GetType().Name}.", nameof(shape));
        }
    }

    private static void Stretch(Bitmap bitmap, Picture picture, int density)
    {
        var source = picture.Bitmap;
        var (left, top, right, bottom) = Snap(bitmap, picture.Box, density);
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                bitmap[x, y] = source[(x - left) * source.Width / (right - left), (y - top) * source.Height / (bottom - top)];
            }
        }
    }

    private static (int Left, int Top, int Right, int Bottom) Snap(Bitmap bitmap, Box box, int density) => (
        Math.Clamp((int)Math.Round(box.X * density), 0, bitmap.Width),
        Math.Clamp((int)Math.Round(box.Y * density), 0, bitmap.Height),
        Math.Clamp((int)Math.Round(box.Right * density), 0, bitmap.Width),
        Math.Clamp((int)Math.Round(box.Bottom * density), 0, bitmap.Height));

    private static void Fill(Bitmap bitmap, (int Left, int Top, int Right, int Bottom) area, Colour colour)
    {
        for (var y = area.Top; y < area.Bottom; y++)
        {
            bitmap.Fill(y, area.Left, area.Right, colour);
        }
    }

    private static void DrawLines(Bitmap bitmap, IEnumerable<ImmutableArray<Point>> lines, Colour colour, double width, int density)
    {
        var pen = Math.Max(width * density, 1) / 2;
        foreach (var line in lines)
        {
            DrawLine(bitmap, [.. line.Select(point => new Point(point.X * density, point.Y * density))], colour, pen);
        }
    }

    // A pixel is covered by how deep its centre lies under the round pen: exact enough for an even, smooth edge,
    // and the nearest piece of the line decides, so that joints are not drawn twice.
    private static void DrawLine(Bitmap bitmap, ImmutableArray<Point> line, Colour colour, double radius)
    {
        var reach = radius + 1;
        var left = Math.Max(0, (int)Math.Floor(line.Min(point => point.X) - reach));
        var top = Math.Max(0, (int)Math.Floor(line.Min(point => point.Y) - reach));
        var right = Math.Min(bitmap.Width - 1, (int)Math.Ceiling(line.Max(point => point.X) + reach));
        var bottom = Math.Min(bitmap.Height - 1, (int)Math.Ceiling(line.Max(point => point.Y) + reach));
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var share = radius + 0.5 - Distance(new Point(x + 0.5, y + 0.5), line);
                if (share > 0)
                {
                    bitmap.Cover(x, y, colour, Math.Min(1, share));
                }
            }
        }
    }

    private static double Distance(Point point, ImmutableArray<Point> line)
    {
        var nearest = SquaredDistance(point, line[0], line[0]);
        for (var i = 1; i < line.Length; i++)
        {
            nearest = Math.Min(nearest, SquaredDistance(point, line[i - 1], line[i]));
        }

        return Math.Sqrt(nearest);
    }

    private static double SquaredDistance(Point point, Point from, Point to)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y;
        var length = (dx * dx) + (dy * dy);
        var along = length == 0 ? 0 : Math.Clamp((((point.X - from.X) * dx) + ((point.Y - from.Y) * dy)) / length, 0, 1);
        double x = point.X - from.X - (along * dx), y = point.Y - from.Y - (along * dy);
        return (x * x) + (y * y);
    }
}
