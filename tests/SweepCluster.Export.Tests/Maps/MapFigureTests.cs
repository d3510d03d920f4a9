using System.Xml.Linq;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Export.Drawing;
using SweepCluster.Export.Drawing.Lettering;
using SweepCluster.Export.Maps;
using SweepCluster.Export.Tests.Drawing;

namespace SweepCluster.Export.Tests.Maps;

public sealed class MapFigureTests
{
    private static readonly Axis Two = DemoMaps.Reals("B", AxisScale.Linear, 1, 2);
    private static readonly Axis Three = DemoMaps.Reals("alpha", AxisScale.Log, 0.1, 1, 10);

    private static XDocument SvgOf(StabilityMap map)
    {
        using var stream = new MemoryStream();
        MapFigure.WriteSvg(map, stream);
        stream.Position = 0;
        return XDocument.Load(stream);
    }

    private static List<string> TextsOf(XDocument svg) => [.. svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];

    private static byte[] PngOf(StabilityMap map)
    {
        using var stream = new MemoryStream();
        MapFigure.WritePng(map, stream);
        return stream.ToArray();
    }

    [Fact]
    public void The_svg_names_the_sweep_its_axes_every_value_and_every_label()
    {
        var texts = TextsOf(SvgOf(DemoMaps.Cliff()));

        Assert.Contains("MNIST: where does B start to hold?", texts);
        Assert.Contains("polynomial-network on mnist · 10 epochs · 120 cells · 600 finished trials", texts);
        Assert.Contains("5 reference trials, not on the map: 5 stable", texts);
        Assert.Equal(2, texts.Count(text => text == "B"));
        Assert.Contains("degree", texts);
        Assert.All(new[] { "2", "4", "8", "16", "22" }, tick => Assert.Contains(tick, texts));
        Assert.All(new[] { "0", "5", "10", "15", "20" }, tick => Assert.Contains(tick, texts));
        Assert.All(OutcomeDescription.All, description => Assert.Contains(description.Name, texts));
        Assert.Contains("pending cells", texts);
    }

    [Fact]
    public void The_legend_counts_the_trials_of_each_outcome()
    {
        var map = DemoMaps.Cliff();
        var texts = TextsOf(SvgOf(map));

        Assert.All(OutcomeDescription.All, description =>
            Assert.Equal(map.Counts[description.Outcome].ToString(), texts[texts.IndexOf(description.Name) + 1]));
    }

    [Fact]
    public void Each_tile_of_the_png_has_the_colour_of_its_label_and_probability()
    {
        // Bottom row stable, middle row diverged, top row pending; replicate labels agree within a cell.
        var map = DemoMaps.Of("colours", [Two, Three], (at, _) => at[1] switch { 0.1 => Outcome.Stable, 1 => Outcome.Diverged, _ => null });
        var bitmap = PngReader.Read(PngOf(map));
        var figure = MapFigure.Of(map);
        var tiles = figure.Shapes.OfType<Boxes>().ToList();

        Assert.Equal((figure.Width * 2, figure.Height * 2), (bitmap.Width, bitmap.Height));
        foreach (var (colour, row) in new[] { (OutcomePalette.Of(Outcome.Stable), 2), (OutcomePalette.Of(Outcome.Diverged), 1), (OutcomePalette.Pending, 0) })
        {
            var boxes = tiles.First(boxes => boxes.Fill == colour && boxes.Items.Length == 2).Items;
            Assert.All(boxes, box => Assert.Equal(colour, bitmap[(int)((box.X + 3) * 2), (int)((box.Y + 2) * 2)]));
            Assert.Equal(row, tiles.Where(other => other.Items.Length == 2).Select(other => other.Items[0].Y).Distinct().Order().ToList().IndexOf(boxes[0].Y));
        }

        Assert.Contains(tiles, boxes => boxes.Fill == ProbabilityScale.At(1) && boxes.Items.Length == 2);
        Assert.Contains(tiles, boxes => boxes.Fill == ProbabilityScale.At(0) && boxes.Items.Length == 2);
    }

    [Fact]
    public void Larger_values_lie_to_the_right_and_above()
    {
        var map = DemoMaps.Of("corner", [Two, Three], (at, _) => at[0] == 2 && at[1] == 10 ? Outcome.Singular : Outcome.Stable);
        var boxes = MapFigure.Of(map).Shapes.OfType<Boxes>().ToList();
        var corner = boxes.First(shape => shape.Fill == OutcomePalette.Of(Outcome.Singular)).Items.Single();
        var rest = boxes.First(shape => shape.Fill == OutcomePalette.Of(Outcome.Stable)).Items;

        Assert.Equal(5, rest.Length);
        Assert.All(rest, box => Assert.True(box.X <= corner.X && box.Y >= corner.Y));
    }

    [Fact]
    public void Further_axes_give_one_titled_panel_per_value()
    {
        var texts = TextsOf(SvgOf(DemoMaps.Of("slices", [Two, Three, DemoMaps.Degrees], (_, _) => Outcome.Stable)));

        Assert.All(new[] { 2, 4, 8, 16, 22 }, degree => Assert.Contains($"degree = {degree}", texts));
        Assert.Equal(5, texts.Count(text => text == "Majority label"));
    }

    [Fact]
    public void One_axis_shows_a_strip_and_the_intervals()
    {
        var figure = MapFigure.Of(DemoMaps.Of("strip", [Three], (_, _) => Outcome.Stable));

        Assert.Equal(3, figure.Shapes.OfType<Boxes>().First(boxes => boxes.Fill == OutcomePalette.Of(Outcome.Stable)).Items.Length);
        Assert.Equal(3, figure.Shapes.OfType<Disc>().Count(disc => disc.Fill == ProbabilityScale.At(1)));
    }

    [Fact]
    public void No_axis_shows_one_tile_with_its_numbers()
    {
        var texts = TextsOf(SvgOf(DemoMaps.Of("tile", [], (_, _) => Outcome.Stable)));

        Assert.Contains("5/5", texts);
        Assert.Contains("0.57–1.00", texts);
    }

    [Fact]
    public void Random_cells_are_discs_at_their_true_places()
    {
        var map = DemoMaps.Of("random", [Two, Three, DemoMaps.Reals("lambda", AxisScale.Linear, 0, 1)], (_, _) => Outcome.Stable, random: 40);
        var figure = MapFigure.Of(map);
        var discs = figure.Shapes.OfType<Disc>().Where(disc => disc.Fill == OutcomePalette.Of(Outcome.Stable)).ToList();
        var xs = map.Cells.Select(cell => cell.Cell.Coordinates[0].AsReal()).ToList();

        Assert.Equal(40, discs.Count);
        for (var i = 2; i < 40; i++)
        {
            Assert.Equal((xs[i] - xs[0]) / (xs[1] - xs[0]), (discs[i].Centre.X - discs[0].Centre.X) / (discs[1].Centre.X - discs[0].Centre.X), 1e-6);
        }

        Assert.Contains(figure.Shapes.OfType<Text>(), text => text.Content.Contains("lambda", StringComparison.Ordinal));
    }

    [Fact]
    public void No_text_leaves_the_figure_even_with_long_names()
    {
        var choices = new Axis(new string('p', 200), AxisScale.Category, [.. Enumerable.Range(0, 5).Select(i => ParameterValue.Choice(new string((char)('a' + i), 80)))]);
        var figure = MapFigure.Of(DemoMaps.Of(new string('W', 500), [choices, choices with { Parameter = new string('q', 200) }], (_, _) => Outcome.Stable));

        Assert.All(figure.Shapes.OfType<Text>().SelectMany(StrokeFont.Lines).SelectMany(line => line), point =>
        {
            Assert.InRange(point.X, 0, figure.Width);
            Assert.InRange(point.Y, 0, figure.Height);
        });
    }

    [Fact]
    public void Characters_that_xml_cannot_hold_do_not_break_the_svg()
    {
        var texts = TextsOf(SvgOf(DemoMaps.Of("a<b>&\"c\u0001d", [], (_, _) => Outcome.Stable)));

        Assert.Contains("a<b>&\"c d", texts);
    }

    [Fact]
    public void A_map_of_very_many_cells_is_a_picture_of_pixels_in_both_files()
    {
        var map = DemoMaps.Of(
            "many",
            [DemoMaps.Reals("x", AxisScale.Linear, DemoMaps.Even(1, 150, 150)), DemoMaps.Reals("y", AxisScale.Linear, DemoMaps.Even(1, 150, 150))],
            (at, _) => at[0] <= 75 ? Outcome.Diverged : Outcome.Stable,
            replicates: 1);
        using var svg = new MemoryStream();
        MapFigure.WriteSvg(map, svg);
        var picture = MapFigure.Of(map).Shapes.OfType<Picture>().First();
        var (width, height) = (picture.Bitmap.Width, picture.Bitmap.Height);

        Assert.InRange(svg.Length, 1, 300_000);
        Assert.Equal(OutcomePalette.Of(Outcome.Diverged), picture.Bitmap[(width / 2) - 1, height / 2]);
        Assert.Equal(OutcomePalette.Of(Outcome.Stable), picture.Bitmap[(width / 2) + 1, height / 2]);
    }

    [Fact]
    public void The_same_map_gives_the_same_bytes()
    {
        Assert.Equal(PngOf(DemoMaps.Cliff()), PngOf(DemoMaps.Cliff()));
        Assert.Equal(SvgOf(DemoMaps.Cliff()).ToString(), SvgOf(DemoMaps.Cliff()).ToString());
    }

    [Fact]
    public void A_refined_map_has_no_holes_and_a_dot_on_each_evaluated_cell()
    {
        var map = DemoMaps.Of(
            "refined",
            [DemoMaps.Reals("B", AxisScale.Linear, 1, 2, 3, 4, 5), DemoMaps.Reals("alpha", AxisScale.Linear, 1, 2, 3)],
            (values, _) => values[0] < 3 ? Outcome.Diverged : Outcome.Stable,
            strategy: StrategyKind.Refine,
            isPlanned: cell => cell.Coordinates[0].AsReal() % 2 == 1 && cell.Coordinates[1].AsReal() != 2);

        var figure = MapFigure.Of(map);

        var tiles = figure.Shapes.OfType<Boxes>().Where(boxes => boxes.Fill == ProbabilityScale.At(0) || boxes.Fill == ProbabilityScale.At(1)).Sum(boxes => boxes.Items.Count(box => box.Width > 30));
        Assert.Equal(15, tiles);
        Assert.Equal(6 + 4, figure.Shapes.OfType<Disc>().Count());
        Assert.Contains(figure.Shapes.OfType<Text>(), text => text.Content.StartsWith("Refined:", StringComparison.Ordinal));
    }

    [Fact]
    public void The_isoline_runs_through_the_probability_panel_only()
    {
        var map = DemoMaps.Of("edge", [DemoMaps.Reals("B", AxisScale.Linear, 1, 2, 3, 4), Three], (values, _) => values[0] < 3 ? Outcome.Diverged : Outcome.Stable, replicates: 1);

        var figure = MapFigure.Of(map);

        var line = Assert.Single(figure.Shapes.OfType<Strokes>(), strokes => strokes.Width == 1.4);
        var points = Assert.Single(line.Lines);
        Assert.Equal(3, points.Length);
        Assert.All(points, point => Assert.Equal(points[0].X, point.X, 9));
        var tiles = figure.Shapes.OfType<Boxes>().Last(boxes => boxes.Fill == ProbabilityScale.At(1) && boxes.Items.Length == 6).Items;
        Assert.Equal(tiles.Min(box => box.X), points[0].X, 9);
    }
}
