using System.Globalization;
using System.Text;
using System.Text.Json;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Export.Tables;
using SweepCluster.Export.Tests.Maps;

namespace SweepCluster.Export.Tests.Tables;

public sealed class TableTests
{
    // One cell per outcome and a pending one.
    private static StabilityMap Every() => DemoMaps.Of(
        "every",
        [DemoMaps.Reals("B", AxisScale.Linear, 0, 1, 2, 3, 4, 5, 6, 7.5)],
        (at, _) => at[0] > 7 ? null : OutcomeDescription.All[(int)at[0]].Outcome,
        replicates: 2);

    private static List<Dictionary<string, string>> Cells(StabilityMap map)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        CellTable.Write(map, text);
        return Csv.Read(text.ToString());
    }

    private static List<Dictionary<string, string>> Trials(StabilityMap map)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        TrialTable.Write(map, text);
        return Csv.Read(text.ToString());
    }

    [Fact]
    public void Cells_have_one_row_each_with_counts_and_probability()
    {
        var rows = Cells(Every());

        Assert.Equal(["stable", "degraded", "escaped", "stagnated", "collapsed", "diverged", "singular", "pending"], rows.Select(row => row["label"]));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7.5"], rows.Select(row => row["B"]));
        Assert.Equal("2", rows[0]["stable"]);
        Assert.Equal("1", rows[0]["p_stable"]);
        Assert.Equal(0.3424, double.Parse(rows[0]["p_stable_low"], CultureInfo.InvariantCulture), 1e-4);
        Assert.Equal("0.975", rows[0]["score_mean"]);
        Assert.Equal("699", rows[4]["median_divergence_step"]);
    }

    [Fact]
    public void What_is_unknown_is_an_empty_field()
    {
        var pending = Cells(Every())[^1];

        Assert.Equal(("", "0", "1", "", ""), (pending["p_stable"], pending["p_stable_low"], pending["p_stable_high"], pending["score_mean"], pending["median_divergence_step"]));
    }

    [Fact]
    public void Names_with_commas_quotes_and_line_breaks_survive()
    {
        var axis = new Axis("a,\"b\"", AxisScale.Category, [ParameterValue.IntegerList([256, 128]), ParameterValue.Choice("two\r\nlines")]);

        Assert.Equal(["[256, 128]", "two\r\nlines"], Cells(DemoMaps.Of("csv", [axis], (_, _) => Outcome.Stable)).Select(row => row["a,\"b\""]));
    }

    [Fact]
    public void Trials_have_one_row_each_and_references_come_last()
    {
        var rows = Trials(Every());

        Assert.Equal(14 + 5, rows.Count);
        Assert.Equal("true", rows[^1]["reference"]);
        Assert.Equal("", rows[^1]["B"]);
        Assert.Equal(["0", "1", "0", "1"], rows.Take(4).Select(row => row["replicate"]));
        var collapsed = rows.First(row => row["outcome"] == "collapsed");
        Assert.Equal(("700", "699", "gradientNorm", "3"), (collapsed["steps"], collapsed["divergence_step"], collapsed["divergence_signal"], collapsed["divergence_layer"]));
        var escaped = rows.First(row => row["outcome"] == "escaped");
        Assert.Equal(("Infinity", "1E+19", "0.002"), (escaped["validation_loss"], escaped["validation_range"], escaped["escaped_samples"]));
        Assert.Equal("", rows.First(row => row["outcome"] == "diverged")["test_score_last"]);
        Assert.Equal("1.5", rows[0]["training_seconds"]);
    }

    [Fact]
    public void The_json_says_what_the_table_says()
    {
        var map = DemoMaps.Cliff();
        using var stream = new MemoryStream();
        MapDocument.Write(map, stream);
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        var rows = Cells(map);

        Assert.Equal(Classifier.Version, json.RootElement.GetProperty("classifierVersion").GetInt32());
        Assert.Equal("degree", json.RootElement.GetProperty("y").GetString());
        Assert.Equal(rows.Count, json.RootElement.GetProperty("cells").GetArrayLength());
        Assert.All(json.RootElement.GetProperty("cells").EnumerateArray().Zip(rows), pair =>
        {
            var (cell, row) = pair;
            Assert.Equal(row["label"], cell.GetProperty("label").GetString());
            Assert.Equal(row["B"], cell.GetProperty("coordinates").GetProperty("B").GetRawText());
            Assert.Equal(row["p_stable"], cell.GetProperty("stableProbability").GetRawText());
            Assert.Equal(row["diverged"], cell.GetProperty("counts").GetProperty("diverged").GetRawText());
        });
    }

    [Fact]
    public void Unknown_numbers_are_null_in_json()
    {
        using var stream = new MemoryStream();
        MapDocument.Write(Every(), stream);
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));

        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("cells")[7].GetProperty("stableProbability").ValueKind);
    }
}
