using System.Collections.Immutable;
using System.Globalization;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Export.Drawing;

namespace SweepCluster.Export.Maps;

/// <summary>The key to colours and marks, with how many trials each outcome has.</summary>
internal static class Legend
{
    public const double Width = 172;
    private const double Line = 22;
    private const double Swatch = 15;
    private const double TextSize = 11.5;

    public static double HeightOf(StabilityMap map) => 362 + (Line * Unlabelled(map).Count());

    public static IEnumerable<Shape> Draw(StabilityMap map, double left, double top)
    {
        var right = left + Width;
        yield return Heading("Label", left, top + 11, Anchor.Start);
        yield return Heading("Trials", right, top + 11, Anchor.End);
        var y = top + 22;
        foreach (var description in OutcomeDescription.All)
        {
            var count = map.Counts[description.Outcome];
            foreach (var shape in Entry(description, left, y))
            {
                yield return shape;
            }

            yield return Count(count, right, y);
            y += Line;
        }

        foreach (var (count, word, fill, hatch, lines) in Unlabelled(map))
        {
            var box = new Box(left, y, Swatch, Swatch);
            yield return new Boxes(Colour.Rule, Grown(box));
            yield return new Boxes(fill, box);
            yield return new Strokes(hatch, 0.8, [.. lines(box)]);
            yield return Label(count == 1 ? $"{word} cell" : $"{word} cells", left, y);
            yield return Count(count, right, y);
            y += Line;
        }

        y += 18;
        yield return Heading("P(stable)", left, y + 11, Anchor.Start);
        foreach (var shape in ColourBar(left, y + 24))
        {
            yield return shape;
        }
    }

    // A machine that fails is rare: only then has the key a line for it.
    private static IEnumerable<(int Count, string Word, Colour Fill, Colour Hatch, Func<Box, IEnumerable<ImmutableArray<Point>>> Lines)> Unlabelled(StabilityMap map)
    {
        yield return (map.PendingCells - map.UnknownCells, CellLabel.Pending, OutcomePalette.Pending, OutcomePalette.PendingHatch, TileField.Hatch);
        if (map.UnknownCells > 0)
        {
            yield return (map.UnknownCells, CellLabel.Unknown, OutcomePalette.Unknown, OutcomePalette.UnknownHatch, TileField.CrossedHatch);
        }
    }

    private static IEnumerable<Shape> Entry(OutcomeDescription description, double left, double top)
    {
        var box = new Box(left, top, Swatch, Swatch);
        yield return new Boxes(Colour.Rule, Grown(box));
        yield return new Boxes(OutcomePalette.Of(description.Outcome), box);
        yield return new Strokes(OutcomePalette.Of(description.Outcome).Contrast, 1.2, [.. TileField.MarkIn(box, description.Outcome)]);
        yield return Label(description.Name, left, top);
    }

    private static IEnumerable<Shape> ColourBar(double left, double top)
    {
        const int Steps = 56;
        const double Length = 112;
        var bar = new Box(left, top, Swatch, Length);
        yield return new Boxes(Colour.Rule, Grown(bar));
        for (var i = 0; i < Steps; i++)
        {
            yield return new Boxes(ProbabilityScale.At((Steps - 1 - i) / (Steps - 1.0)), new Box(left, top + (i * Length / Steps), Swatch, Length / Steps));
        }

        foreach (var p in new[] { 0, 0.25, 0.5, 0.75, 1 })
        {
            var place = top + ((1 - p) * Length);
            yield return new Boxes(Colour.Rule, new Box(bar.Right + 1, place - 0.5, 4, 1));
            yield return new Text(NumberText.Of(p), new Point(bar.Right + 9, place + (Panel.TickSize * 0.35)), Panel.TickSize, Colour.Ink);
        }
    }

    private static Text Heading(string text, double x, double baseline, Anchor anchor) =>
        new(text, new Point(x, baseline), TextSize, Colour.Ink, anchor, IsBold: true);

    private static Text Label(string text, double left, double top) =>
        new(text, new Point(left + Swatch + 9, top + 11.5), TextSize, Colour.Ink);

    private static Text Count(int count, double right, double top) =>
        new(count.ToString("N0", CultureInfo.InvariantCulture), new Point(right, top + 11.5), TextSize, count == 0 ? Colour.Rule : Colour.Ink, Anchor.End);

    private static Box Grown(Box box) => new(box.X - 1, box.Y - 1, box.Width + 2, box.Height + 2);
}
