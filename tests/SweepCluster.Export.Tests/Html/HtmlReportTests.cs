using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Recommendations;
using SweepCluster.Domain.Surrogates;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Export.Html;
using SweepCluster.Export.Maps;
using SweepCluster.Export.Tests.Maps;

namespace SweepCluster.Export.Tests.Html;

public sealed partial class HtmlReportTests
{
    private static readonly ImmutableArray<Axis> Two =
        [DemoMaps.Reals("B", AxisScale.Linear, 1, 2, 3), DemoMaps.Reals("alpha", AxisScale.Log, 0.1, 1)];

    private static string PageOf(StabilityMap map, HtmlContext? context = null)
    {
        using var stream = new MemoryStream();
        HtmlReport.Write(map, context ?? new HtmlContext(), stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static JsonElement DataOf(string page) => JsonDocument.Parse(Data().Match(page).Groups[1].Value).RootElement;

    [GeneratedRegex("<script type=\"application/json\" id=\"data\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Data();

    [Fact]
    public void The_page_loads_nothing_from_anywhere()
    {
        var page = PageOf(DemoMaps.Cliff()).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);

        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("<link|<img|@import|url\\(|\\bfetch\\(|\\bimport\\b|src=", page);
    }

    [Fact]
    public void No_text_of_the_user_is_read_as_markup_or_as_a_placeholder()
    {
        const string Nasty = "</script><script>alert(1)</script> {{data}} <!--";
        var map = DemoMaps.Of(Nasty, Two, (_, _) => Outcome.Stable);

        var page = PageOf(map, new HtmlContext { SweepFile = $"name: {Nasty}", Environment = Nasty });

        Assert.DoesNotContain("alert(1)</script>", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "<script"));
        Assert.Contains("<title>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; {{data}} &lt;!--", page, StringComparison.Ordinal);
        Assert.Equal(Nasty, DataOf(page).GetProperty("sweep").GetProperty("name").GetString());
    }

    [Fact]
    public void Every_cell_has_its_tally_its_coordinates_and_its_place()
    {
        var map = DemoMaps.Of("six", Two, (values, _) => values[0] < 2 ? Outcome.Diverged : Outcome.Stable, replicates: 2);

        var data = DataOf(PageOf(map));

        var tallies = data.GetProperty("tallies");
        var cells = data.GetProperty("cells").GetProperty("tally").EnumerateArray().Select(tally => tallies[tally.GetInt32()]).ToArray();
        Assert.Equal(2, tallies.GetArrayLength());
        Assert.Equal(map.Cells.Select(cell => cell.Stable.Successes), cells.Select(tally => tally.GetProperty("stable").GetInt32()));
        Assert.Equal(map.Cells.Select(cell => OutcomeDescription.Severity(cell.Majority!.Value)), cells.Select(tally => tally.GetProperty("label").GetInt32()));

        var b = data.GetProperty("axes")[0];
        Assert.Equal(["1", "2", "3"], b.GetProperty("values").EnumerateArray().Select(value => value.GetString()!));
        var slice = data.GetProperty("slices")[0];
        Assert.Equal(3, slice.GetProperty("columns").GetInt32());
        var columns = slice.GetProperty("places").EnumerateArray().Select((cell, place) => (cell.GetInt32(), place % 3)).ToDictionary();
        Assert.All(columns, pair => Assert.Equal(pair.Value, b.GetProperty("at")[pair.Key].GetInt32()));
    }

    [Fact]
    public void What_is_unknown_is_null_and_has_no_label()
    {
        var map = DemoMaps.Of("half", Two, (values, _) => values[0] < 2 ? null : Outcome.Stable);

        var data = DataOf(PageOf(map));

        var tallies = data.GetProperty("tallies").EnumerateArray().ToArray();
        var pending = Array.FindIndex(tallies, tally => tally.GetProperty("trials").GetInt32() == 0);
        Assert.Equal(-1, tallies[pending].GetProperty("label").GetInt32());
        Assert.Equal(JsonValueKind.Null, tallies[pending].GetProperty("p").ValueKind);
        var cell = data.GetProperty("cells").GetProperty("tally").EnumerateArray().ToList().FindIndex(tally => tally.GetInt32() == pending);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("cells").GetProperty("score")[cell].ValueKind);
        Assert.False(data.GetProperty("curves").TryGetProperty($"{cell}", out _));
    }

    [Fact]
    public void Outcomes_have_the_colours_and_symbols_of_the_pictures()
    {
        var outcomes = DataOf(PageOf(DemoMaps.Cliff())).GetProperty("outcomes").EnumerateArray().ToArray();

        Assert.Equal(OutcomeDescription.All.Select(description => OutcomePalette.Of(description.Outcome).Hex), outcomes.Select(outcome => outcome.GetProperty("colour").GetString()!));
        Assert.Equal(outcomes.Length, outcomes.Select(outcome => outcome.GetProperty("symbol").GetString()).Distinct().Count());
    }

    [Fact]
    public void The_isoline_lies_between_the_centres_it_separates()
    {
        var map = DemoMaps.Of("edge", Two, (values, _) => values[0] < 2.5 ? Outcome.Diverged : Outcome.Stable);

        var data = DataOf(PageOf(map));

        var middle = data.GetProperty("slices")[0].GetProperty("isolines").EnumerateArray().Single(set => set.GetProperty("level").GetDouble() == 0.5);
        var points = middle.GetProperty("lines")[0].GetProperty("points").EnumerateArray().Select(point => point.GetDouble()).ToArray();
        Assert.Equal(4, points.Length);
        Assert.Equal(2 / 3.0, points[0], 3);
        Assert.Equal(2 / 3.0, points[2], 3);
        Assert.All(data.GetProperty("slices")[0].GetProperty("dimensions").EnumerateArray(), estimate => Assert.NotEmpty(estimate.GetProperty("insufficiency").GetString()!));
    }

    [Fact]
    public void Curves_beyond_the_limit_are_left_out_and_the_page_says_so()
    {
        var map = DemoMaps.Cliff();

        var whole = DataOf(PageOf(map));
        var small = DataOf(PageOf(map, new HtmlContext { CurveBytes = 20_000 }));

        Assert.Equal(JsonValueKind.Null, whole.GetProperty("curvesOmitted").ValueKind);
        Assert.Equal(600, Trials(whole));
        Assert.InRange(Trials(small), 20, 60);
        Assert.Contains($"{Trials(small)} of 600 trials", small.GetProperty("curvesOmitted").GetString(), StringComparison.Ordinal);

        static int Trials(JsonElement data) => data.GetProperty("curves").EnumerateObject().Sum(cell => cell.Value.GetArrayLength());
    }

    [Fact]
    public void Recommendations_name_their_cells_and_their_evidence()
    {
        var map = DemoMaps.Cliff();

        var rows = DataOf(PageOf(map, new HtmlContext { Recommendations = Recommendations.Of(map) })).GetProperty("recommendations").EnumerateArray().ToArray();

        Assert.Equal(5, rows.Length);
        Assert.Equal("degree = 2", rows[0].GetProperty("group").GetString());
        var first = Recommendations.Of(map)[0];
        Assert.Equal(first.Setting!.Cell.Id, map.Cells[rows[0].GetProperty("setting").GetInt32()].Cell.Id);
        Assert.Equal(first.Region.Evidence.Trials, rows[0].GetProperty("trials").GetInt32());
    }

    [Fact]
    public void Importance_lists_its_effects_from_the_largest_share_down()
    {
        var importance = Importance.OfStability(DemoMaps.Cliff());

        var answer = DataOf(PageOf(DemoMaps.Cliff(), new HtmlContext { Importance = [("For P(stable)", importance)] })).GetProperty("importance")[0];

        var shares = answer.GetProperty("effects").EnumerateArray().Select(effect => effect.GetProperty("share").GetDouble()).ToArray();
        Assert.Equal(importance.Effects.Length, shares.Length);
        Assert.Equal(shares.OrderDescending(), shares);
        Assert.Equal(importance.Cells, answer.GetProperty("cells").GetInt32());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(30)]
    public void Sweeps_of_any_shape_have_a_page(int? random)
    {
        ImmutableArray<Axis> axes = [DemoMaps.Reals("B", AxisScale.Log, 1, 10), DemoMaps.Reals("lr", AxisScale.Log, 0.001, 0.1), DemoMaps.Degrees];

        var data = DataOf(PageOf(DemoMaps.Of("three", axes, (_, draw) => draw < 0.5 ? Outcome.Stable : Outcome.Escaped, random: random)));
        var single = DataOf(PageOf(DemoMaps.Of("none", [], (_, _) => Outcome.Stable)));

        Assert.Equal(random ?? 20, data.GetProperty("cells").GetProperty("tally").GetArrayLength());
        Assert.Equal(random ?? 0, data.GetProperty("slices").EnumerateArray().Sum(slice => slice.GetProperty("points").GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, single.GetProperty("x").ValueKind);
    }
}
