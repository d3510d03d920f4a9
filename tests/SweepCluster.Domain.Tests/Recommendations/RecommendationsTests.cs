using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Recommendations;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Domain.Tests.Map;
using Recommend = SweepCluster.Domain.Recommendations.Recommendations;

namespace SweepCluster.Domain.Tests.Recommendations;

public sealed class RecommendationsTests
{
    private static readonly Axis B = Landscapes.Reals("B", AxisScale.Log, 1, 2, 4, 8, 16);
    private static readonly Axis Degree = new("degree", AxisScale.Category, [ParameterValue.Integer(2), ParameterValue.Integer(4), ParameterValue.Integer(8)]);

    private static Domain.Map.StabilityMap Cliff(int replicates) => Landscapes.Of(
        [B, Degree],
        at => at[0].AsReal() >= at[1].AsReal() ? (replicates, replicates) : (0, replicates),
        score: at => 0.9 + (at[0].AsReal() == 8 ? 0.05 : 0));

    [Fact]
    public void The_smallest_safe_value_rises_with_the_group()
    {
        var recommended = Recommend.Of(Cliff(40));

        Assert.Equal(["2", "4", "8"], recommended.Select(group => Assert.Single(group.Group).Value.Text));
        Assert.Equal(["2", "4", "8"], recommended.Select(group => group.From?.Text));
        Assert.All(recommended, group => Assert.Equal(Verdict.Recommended, group.Region.Verdict));
        Assert.Equal([160, 120, 80], recommended.Select(group => group.Region.Evidence.Trials));
    }

    [Fact]
    public void The_setting_is_compared_with_the_best_stable_one()
    {
        var first = Recommend.Of(Cliff(40))[0];

        Assert.Equal("2;2", first.Setting!.Cell.Id.Text);
        Assert.Equal("8;2", first.Best!.Cell.Id.Text);
        Assert.Equal(0.05, first.ScoreLoss!.Value, 1e-12);
    }

    [Fact]
    public void Margins_are_factors_on_log_axes_and_differences_on_others()
    {
        var margins = Recommend.Of(Cliff(40))[1].Margins;

        var b = margins[0];
        Assert.Equal(MarginUnit.Factor, b.Unit);
        Assert.Equal((1.0, 2.0), (b.Below.AtLeast, b.Below.AtMost));
        Assert.Equal("2", b.Below.FirstUnstable?.Text);
        Assert.Equal(4, b.Above.AtLeast);
        Assert.Null(b.Above.AtMost);

        var degree = margins[1];
        Assert.Equal(MarginUnit.Difference, degree.Unit);
        Assert.Equal((2.0, null), (degree.Below.AtLeast, degree.Below.AtMost));
        Assert.Equal((0.0, 4.0), (degree.Above.AtLeast, degree.Above.AtMost));
    }

    [Fact]
    public void Three_replicates_are_insufficient_evidence()
    {
        var last = Recommend.Of(Cliff(3))[2];

        Assert.Equal(Verdict.InsufficientEvidence, last.Region.Verdict);
        Assert.Equal(("8", 6), (last.From?.Text, last.Region.Evidence.Trials));
        Assert.Equal(66, last.Region.MoreTrials);
    }

    [Fact]
    public void Axes_left_out_of_the_grouping_are_averaged_over()
    {
        var all = Assert.Single(Recommend.Of(Cliff(40), new RecommendationRequest { GroupBy = [] }));

        Assert.Empty(all.Group);
        Assert.Equal("8", all.From?.Text);
        Assert.Equal(240, all.Region.Evidence.Trials);
    }

    [Fact]
    public void An_unknown_cell_counts_for_nothing_but_is_named()
    {
        var map = Landscapes.Of([B, Degree], at => at[0].AsReal() == 4 ? (0, 0) : (40, 40), failed: [new TrialId(new CellId("4;2"), 0)]);

        var first = Recommend.Of(map)[0];

        Assert.Equal((1, 160), (first.UnknownCells, first.Region.Evidence.Trials));
        Assert.Equal("1", first.From?.Text);
    }

    [Fact]
    public void An_axis_that_does_not_exist_is_named_with_those_that_do()
    {
        var error = Assert.Throws<ArgumentException>(() => Recommend.Of(Cliff(1), new RecommendationRequest { Along = "b" }));

        Assert.Contains("'b' is no axis of the sweep; its axes are B, degree", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_front_holds_what_nothing_cheaper_matches()
    {
        var map = Landscapes.Of(
            [B],
            at => at[0].AsReal() == 16 ? (1, 4) : (4, 4),
            score: at => at[0].AsReal() switch { 1 => 0.5, 2 => 0.8, 4 => 0.7, _ => 0.9 });

        var front = ParetoFront.Of(map.Cells, cell => cell.Cell.Coordinates[0].AsReal());

        Assert.Equal([(1.0, 0.5), (2.0, 0.8), (8.0, 0.9)], front.Select(point => (point.Cost, Math.Round(point.Score, 12))));
        Assert.Equal("2", Assert.Single(ParetoFront.Of(map.Cells.Where(cell => cell.Cell.Id.Text is "2" or "4"))).Cell.Cell.Id.Text);
    }
}
