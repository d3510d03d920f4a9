using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Export.Drawing;
using SweepCluster.Export.Maps;
using SweepCluster.Export.Tests.Arrays;
using SweepCluster.Export.Tests.Drawing;
using SweepCluster.Export.Tests.Maps;
using SweepCluster.Export.Tests.Tables;

namespace SweepCluster.Export.Tests;

/// <summary>A cell whose trials the machine failed is <c>unknown</c> in every format: neither pending nor an outcome.</summary>
public sealed class UnknownCellTests
{
    private const int Pending = 0, Unknown = 1, Stable = 2, Diverged = 3;
    private const int Replicates = 5;

    private static readonly ImmutableArray<Axis> Two =
        [DemoMaps.Reals("B", AxisScale.Linear, Pending, Unknown, Stable, Diverged), DemoMaps.Reals("alpha", AxisScale.Log, 0.1, 1, 10)];

    /// <summary>By B: pending, unknown, stable, diverged.</summary>
    private static StabilityMap MapOf(int axes = 1, int? random = null) => DemoMaps.Of(
        "unknown",
        Two[..axes],
        (at, _) => Math.Round(at[0]) switch { Pending or Unknown => null, Stable => Outcome.Stable, _ => Outcome.Diverged },
        Replicates,
        random,
        isFailed: at => Math.Round(at[0]) == Unknown);

    private static byte[] Export(string format, StabilityMap map)
    {
        using var stream = new MemoryStream();
        ExportFormats.Find(format)!.Write(new ExportContext(map), stream);
        return stream.ToArray();
    }

    [Fact]
    public void Csv_names_it_and_counts_the_failed_trials()
    {
        var rows = Csv.Read(Encoding.UTF8.GetString(Export("csv", MapOf())));

        Assert.Equal(["pending", "unknown", "stable", "diverged"], rows.Select(row => row["label"]));
        Assert.Equal(["0", "5", "0", "0"], rows.Select(row => row["failed_trials"]));
        Assert.Equal(("0", "", "0", "0"), (rows[Unknown]["trials"], rows[Unknown]["p_stable"], rows[Unknown]["diverged"], rows[Unknown]["collapsed"]));
    }

    [Theory]
    [InlineData("trials")]
    [InlineData("traces")]
    public void Lists_of_finished_trials_have_no_row_of_it(string format)
    {
        var text = Encoding.UTF8.GetString(Export(format, MapOf(1)));

        var references = Replicates;
        var header = format == "trials" ? 1 : 0;
        Assert.Equal(header + (2 * Replicates) + references, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Json_counts_it_apart_from_pending_cells()
    {
        var json = JsonDocument.Parse(Export("json", MapOf())).RootElement;

        var cell = json.GetProperty("cells")[Unknown];
        Assert.Equal((1, 1), (json.GetProperty("pendingCells").GetInt32(), json.GetProperty("unknownCells").GetInt32()));
        Assert.Equal(("unknown", 0, 5), (cell.GetProperty("label").GetString(), cell.GetProperty("trials").GetInt32(), cell.GetProperty("failedTrials").GetInt32()));
        Assert.Equal(JsonValueKind.Null, cell.GetProperty("stableProbability").ValueKind);
    }

    [Fact]
    public void Geojson_names_it()
    {
        var features = JsonDocument.Parse(Export("geojson", MapOf(2))).RootElement.GetProperty("features").EnumerateArray()
            .Select(feature => feature.GetProperty("properties"))
            .Where(properties => properties.TryGetProperty("B", out var b) && b.GetString() == "1");

        Assert.Equal(Enumerable.Repeat(("unknown", 5), 3), features.Select(cell => (cell.GetProperty("label").GetString()!, cell.GetProperty("failed_trials").GetInt32())));
    }

    [Fact]
    public void Npz_has_a_number_of_its_own_for_it()
    {
        var arrays = NpyReader.ReadArchive(Export("npz", MapOf()));

        Assert.Equal([-1, -2, 0, 5], arrays["label"].Bytes());
        Assert.Equal([0, 5, 0, 0], arrays["failed_trials"].Integers());
        Assert.Equal([double.NaN, double.NaN, 1, 0], arrays["p_stable"].Reals());
    }

    [Fact]
    public void Html_has_its_label_its_count_and_its_hatch()
    {
        var page = Encoding.UTF8.GetString(Export("html", MapOf(2)));
        var data = JsonDocument.Parse(Regex.Match(page, "id=\"data\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value).RootElement;

        Assert.Equal((3, 3), (data.GetProperty("sweep").GetProperty("pendingCells").GetInt32(), data.GetProperty("sweep").GetProperty("unknownCells").GetInt32()));
        var failed = data.GetProperty("cells").GetProperty("failed").EnumerateObject().Select(cell => (int.Parse(cell.Name, CultureInfo.InvariantCulture), cell.Value.GetInt32()));
        Assert.Equal([(3, 5), (4, 5), (5, 5)], failed);
        Assert.Contains("isUnknown(cell) ? unknown :", page, StringComparison.Ordinal);
        Assert.Contains("Unknown cells: the machine failed", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Svg_has_it_in_the_legend_only_where_there_is_one()
    {
        var with = Encoding.UTF8.GetString(Export("svg", MapOf(2)));
        var without = Encoding.UTF8.GetString(Export("svg", DemoMaps.Cliff()));

        Assert.Contains(">unknown cells<", with, StringComparison.Ordinal);
        Assert.Contains(">pending cells<", with, StringComparison.Ordinal);
        Assert.Contains(">Unknown cells: the machine failed", with, StringComparison.Ordinal);
        Assert.DoesNotContain("nknown", without, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tile_of_it_says_so_in_both_panels_where_there_is_room()
    {
        var texts = MapFigure.Of(DemoMaps.Of("one", [], (_, _) => null, isFailed: _ => true)).Shapes.OfType<Text>().Select(text => text.Content).ToList();

        Assert.Equal(2, texts.Count(text => text == "unknown"));
        Assert.Contains("unknown cell", texts);
        Assert.Equal("0", texts[texts.IndexOf("pending cells") + 1]);
        Assert.Equal("1", texts[texts.IndexOf("unknown cell") + 1]);
    }

    [Fact]
    public void Png_colours_it_with_its_own_grey_and_hatch_in_both_panels()
    {
        var map = MapOf(2);
        var figure = MapFigure.Of(map);
        var bitmap = PngReader.Read(Export("png", map));

        var tiles = figure.Shapes.OfType<Boxes>().Where(boxes => boxes.Fill == OutcomePalette.Unknown && boxes.Items.Length == 3).ToArray();
        Assert.Equal(2, tiles.Length);
        var seen = tiles.SelectMany(boxes => boxes.Items).SelectMany(box =>
            from y in Enumerable.Range(0, (int)box.Height - 4)
            from x in Enumerable.Range(0, (int)box.Width - 4)
            select bitmap[(int)(2 * (box.X + 2 + x)), (int)(2 * (box.Y + 2 + y))]).ToHashSet();
        Assert.Contains(OutcomePalette.Unknown, seen);
        Assert.All(OutcomeDescription.All, description => Assert.DoesNotContain(OutcomePalette.Of(description.Outcome), seen));
        Assert.Equal(2, figure.Shapes.OfType<Strokes>().Count(strokes => strokes.Colour == OutcomePalette.UnknownHatch && strokes.Lines.Length > 40));
    }

    [Fact]
    public void A_picture_of_pixels_keeps_it_apart_from_pending_too()
    {
        var map = DemoMaps.Of(
            "many",
            [DemoMaps.Reals("x", AxisScale.Linear, DemoMaps.Even(1, 150, 150)), DemoMaps.Reals("y", AxisScale.Linear, DemoMaps.Even(1, 150, 150))],
            (_, _) => null,
            replicates: 1,
            isFailed: at => at[0] <= 75);

        var bitmap = MapFigure.Of(map).Shapes.OfType<Picture>().First().Bitmap;

        HashSet<Colour> Between(int from, int to) => [.. Enumerable.Range(from, to - from).SelectMany(x => Enumerable.Range(0, bitmap.Height).Select(y => bitmap[x, y]))];
        Assert.Equal([OutcomePalette.Unknown, OutcomePalette.UnknownHatch], Between(0, (bitmap.Width / 2) - 1));
        Assert.Equal([OutcomePalette.Pending, OutcomePalette.PendingHatch], Between((bitmap.Width / 2) + 1, bitmap.Width));
    }

    [Fact]
    public void Scattered_cells_of_it_are_discs_of_its_grey()
    {
        var map = MapOf(2, random: 60);

        var discs = MapFigure.Of(map).Shapes.OfType<Disc>().Count(disc => disc.Fill == OutcomePalette.Unknown);

        Assert.InRange(map.UnknownCells, 5, 40);
        Assert.Equal(2 * map.UnknownCells, discs);
    }
}
