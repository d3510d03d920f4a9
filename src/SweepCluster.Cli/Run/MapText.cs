using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Export.Drawing;
using SweepCluster.Export.Maps;

namespace SweepCluster.Cli.Run;

/// <summary>One slice of a map in characters: two per cell, coloured, with a mark so that colour is not needed.</summary>
internal static class MapText
{
    private const int CellWidth = 2;
    private const int LabelWidth = 10;

    public static IRenderable Of(StabilityMap map, MapSlice slice, int room)
    {
        var columns = Math.Max(1, slice.X.Length);
        var rows = Math.Max(1, slice.Y.Length);

        // A map wider than the terminal is thinned evenly, not cut.
        var shown = Math.Min(columns, Math.Max(1, (room - LabelWidth - 2) / CellWidth));
        var text = new StringBuilder();
        if (slice.Fixed.Length > 0)
        {
            text.AppendLine(Markup.Escape(string.Join(", ", slice.Fixed.Select(coordinate => $"{coordinate.Parameter} = {coordinate.Value}"))));
        }

        for (var y = rows - 1; y >= 0; y--)
        {
            text.Append(Markup.Escape(Label(slice.Y.Length > 0 ? slice.Y[y].Text : "")));
            for (var i = 0; i < shown; i++)
            {
                text.Append(Tile(slice.At(i * columns / shown, y)));
            }

            text.AppendLine();
        }

        if (slice.X.Length > 0)
        {
            var first = slice.X[0].Text;
            var last = slice.X[^1].Text;
            text.Append(' ', LabelWidth).Append(Markup.Escape(first + last.PadLeft(Math.Max(last.Length + 1, (shown * CellWidth) - first.Length)))).AppendLine();
            text.Append("[dim]").Append(' ', LabelWidth).Append(Markup.Escape(map.X!.Axis.Parameter + (map.Y is { } up ? $" across, {up.Axis.Parameter} up" : ""))).AppendLine("[/]");
        }

        return new Markup(text.ToString());
    }

    /// <summary>Each outcome's colour, mark, name and count.</summary>
    public static IRenderable Legend(OutcomeCounts counts) => new Markup(string.Join("   ", OutcomeDescription.All
        .Where(description => counts[description.Outcome] > 0)
        .Select(description => $"{Swatch(description)} {description.Name} {counts[description.Outcome]}")));

    private static string Tile(MapCell? cell) => cell switch
    {
        null => "  ",
        { Majority: { } outcome } => Swatch(OutcomeDescription.Of(outcome)),
        _ => "[dim]? [/]",
    };

    private static string Swatch(OutcomeDescription description)
    {
        var colour = OutcomePalette.Of(description.Outcome);
        return $"[{(IsDark(colour) ? "white" : "black")} on #{colour.R:x2}{colour.G:x2}{colour.B:x2}]{Markup.Escape(OutcomePalette.Symbol(description.Outcome).ToString())} [/]";
    }

    // Rec. 709 weights, close enough to say which ink is legible.
    private static bool IsDark(Colour colour) => (0.2126 * colour.R) + (0.7152 * colour.G) + (0.0722 * colour.B) < 110;

    private static string Label(string text) =>
        (text.Length < LabelWidth ? text : text[..(LabelWidth - 2)] + "…").PadLeft(LabelWidth - 1) + " ";
}
