using System.Collections.Immutable;
using System.Globalization;

namespace SweepCluster.Export.Drawing.Lettering;

/// <summary>A single-line font: measures text and turns it into pen strokes.</summary>
public static class StrokeFont
{
    /// <summary>Width of the pen, in parts of the em.</summary>
    public const double Pen = 0.088;

    public const double BoldPen = 0.135;

    private const double Em = 100;
    private const double SpaceAdvance = 27;

    // A heavier pen needs more room between letters.
    private const double BoldTracking = 4.5;

    private static readonly Glyph Space = new(SpaceAdvance, []);
    private static readonly Glyph Unknown = new(52, [[new(8, 0), new(8, 70), new(44, 70), new(44, 0), new(8, 0)]]);

    private static readonly Dictionary<char, Glyph> Glyphs = Letterforms.Table
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.TrimEnd('\r'))
        .ToDictionary(line => line[0], Parse);

    /// <summary>Whether the font has the character; one it lacks is drawn as an empty box.</summary>
    public static bool Has(char character) => char.IsWhiteSpace(character) || Glyphs.ContainsKey(character);

    /// <summary>The advance of a line of text in pixels.</summary>
    public static double Measure(string text, double size, bool isBold = false) =>
        text.Sum(character => Find(character).Advance + (isBold ? BoldTracking : 0)) * size / Em;

    /// <summary>The text, or as much of it as fits the width with an ellipsis.</summary>
    public static string Fit(string text, double size, double width, bool isBold = false)
    {
        if (Measure(text, size, isBold) <= width)
        {
            return text;
        }

        var kept = text.Length;
        while (kept > 0 && Measure(text[..kept].TrimEnd() + "…", size, isBold) > width)
        {
            kept--;
        }

        return text[..kept].TrimEnd() + "…";
    }

    /// <summary>The pen's lines for a text, in the figure's pixels.</summary>
    public static IEnumerable<ImmutableArray<Point>> Lines(Text text)
    {
        var scale = text.Size / Em;
        var (sine, cosine) = Math.SinCos(text.Degrees * Math.PI / 180);
        var x = text.Anchor switch
        {
            Anchor.Start => 0,
            Anchor.Middle => -Measure(text.Content, text.Size, text.IsBold) / 2,
            _ => -Measure(text.Content, text.Size, text.IsBold),
        };
        foreach (var character in text.Content)
        {
            var glyph = Find(character);
            foreach (var line in glyph.Lines)
            {
                var start = x;
                yield return [.. line.Select(point => Place(start + (point.X * scale), -point.Y * scale))];
            }

            x += (glyph.Advance + (text.IsBold ? BoldTracking : 0)) * scale;
        }

        Point Place(double right, double down) =>
            new(text.At.X + (right * cosine) - (down * sine), text.At.Y + (right * sine) + (down * cosine));
    }

    private static Glyph Find(char character) =>
        char.IsWhiteSpace(character) ? Space : Glyphs.GetValueOrDefault(character, Unknown);

    private static Glyph Parse(string line)
    {
        var words = line[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var lines = new List<List<Point>>();
        var next = 1;
        while (next < words.Length)
        {
            var command = words[next++][0];
            if (command is 'M' or 'A')
            {
                lines.Add([]);
            }

            switch (command)
            {
                case 'M' or 'L':
                    lines[^1].Add(new Point(Number(), Number()));
                    break;
                case 'Q':
                    lines[^1].AddRange(Curve(lines[^1][^1], new Point(Number(), Number()), new Point(Number(), Number())));
                    break;
                default:
                    lines[^1].AddRange(Arc(new Point(Number(), Number()), new Point(Number(), Number()), Number(), Number()));
                    break;
            }
        }

        return new Glyph(double.Parse(words[0], CultureInfo.InvariantCulture), [.. lines.Select(points => points.ToImmutableArray())]);

        double Number() => double.Parse(words[next++], CultureInfo.InvariantCulture);
    }

    private static IEnumerable<Point> Curve(Point from, Point control, Point to)
    {
        const int Pieces = 8;
        for (var i = 1; i <= Pieces; i++)
        {
            var t = (double)i / Pieces;
            double a = (1 - t) * (1 - t), b = 2 * t * (1 - t), c = t * t;
            yield return new Point((a * from.X) + (b * control.X) + (c * to.X), (a * from.Y) + (b * control.Y) + (c * to.Y));
        }
    }

    private static IEnumerable<Point> Arc(Point centre, Point radii, double from, double to)
    {
        var pieces = radii.X < 5 ? 6 : (int)Math.Ceiling((to - from) / 12);
        for (var i = 0; i <= pieces; i++)
        {
            var (sine, cosine) = Math.SinCos((from + ((to - from) * i / pieces)) * Math.PI / 180);
            yield return new Point(centre.X + (radii.X * cosine), centre.Y + (radii.Y * sine));
        }
    }

    private sealed record Glyph(double Advance, ImmutableArray<ImmutableArray<Point>> Lines);
}
