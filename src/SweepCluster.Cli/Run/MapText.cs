using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Export.Drawing;
using SweepCluster.Export.Maps;

namespace SweepCluster.Cli.Run;

/// <summary>One slice of a map in characters: two per cell, coloured, with a mark so that colour is not needed.</summary>
internal static class MapText
{
    private const int CellWidth = 2;
    private const int LabelWidth = 10;
    private const string Pending = "[dim]? [/]";

    /// <summary>Characters and lines that a slice takes when nothing is thinned.</summary>
    public static (int Width, int Height) SizeOf(LabelGrid grid) =>
        (LabelWidth + (CellWidth * Math.Max(1, grid.X.Length)), Math.Max(1, grid.Y.Length) + OtherLines(grid));

    /// <param name="width">Characters of a line. A map with more columns is thinned evenly, not cut.</param>
    /// <param name="height">Lines; likewise.</param>
    public static IRenderable Of(LabelPicture picture, LabelGrid grid, int width, int height)
    {
        var columns = Thinned(grid.X.Length, (width - LabelWidth) / CellWidth);
        var rows = Thinned(grid.Y.Length, height - OtherLines(grid));
        var text = new StringBuilder();
        if (grid.Title.Length > 0)
        {
            text.AppendLine(Markup.Escape(grid.Title));
        }

        foreach (var y in rows.Reverse())
        {
            text.Append(Markup.Escape(Label(grid.Y.Length > 0 ? grid.Y[y] : "")));
            foreach (var x in columns)
            {
                text.Append(Tile(grid.At(x, y)));
            }

            text.AppendLine();
        }

        if (grid.X.Length > 0)
        {
            var first = grid.X[0];
            var last = grid.X[^1];
            text.Append(' ', LabelWidth).Append(Markup.Escape(first + last.PadLeft(Math.Max(last.Length + 1, (columns.Length * CellWidth) - 1 - first.Length)))).AppendLine();
            text.Append("[dim]").Append(' ', LabelWidth).Append(Markup.Escape(picture.Across + (picture.Up is { } up ? $" across, {up} up" : ""))).AppendLine("[/]");
        }

        return new Markup(text.ToString());
    }

    /// <summary>Mark and name of each outcome, with how many there are, and the cells that have none.</summary>
    public static IRenderable Legend(Func<Outcome, int> count, int pending)
    {
        var entries = OutcomeDescription.All
            .Where(description => count(description.Outcome) > 0)
            .Select(description => $"{Swatch(description)} {description.Name} {count(description.Outcome)}")
            .Concat(pending > 0 ? [$"{Pending} no trial yet {pending}"] : []);
        return new Columns(entries.Select(entry => new Markup(entry))) { Expand = false, Padding = new Padding(0, 0, 3, 0) };
    }

    private static string Tile(LabelPlace? place) => place switch
    {
        null => "  ",
        { Label: { } outcome } => Swatch(OutcomeDescription.Of(outcome)),
        _ => Pending,
    };

    private static string Swatch(OutcomeDescription description)
    {
        var colour = OutcomePalette.Of(description.Outcome);
        return $"[{(IsDark(colour) ? "white" : "black")} on #{colour.R:x2}{colour.G:x2}{colour.B:x2}]{Markup.Escape(OutcomePalette.Symbol(description.Outcome).ToString())} [/]";
    }

    // Rec. 709 weights, close enough to say which ink is legible.
    private static bool IsDark(Colour colour) => (0.2126 * colour.R) + (0.7152 * colour.G) + (0.0722 * colour.B) < 110;

    // A number loses digits before it loses its exponent.
    private static string Label(string text)
    {
        var label = text.Length < LabelWidth ? text
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("G3", CultureInfo.InvariantCulture)
            : text[..(LabelWidth - 2)] + "…";
        return label.PadLeft(LabelWidth - 1) + " ";
    }

    // Title, ends and names of the axis across, and a gap.
    private static int OtherLines(LabelGrid grid) => (grid.Title.Length > 0 ? 1 : 0) + (grid.X.Length > 0 ? 2 : 0) + 1;

    private static int[] Thinned(int length, int most)
    {
        var all = Math.Max(1, length);
        var shown = Math.Clamp(most, 1, all);
        return [.. Enumerable.Range(0, shown).Select(i => shown == 1 ? 0 : (int)((long)i * (all - 1) / (shown - 1)))];
    }
}
