using System.Globalization;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Recommendations.Encryption;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Domain.Tests.Outcomes;
using SweepCluster.Domain.Tests.Sweeps;

namespace SweepCluster.Domain.Tests.Recommendations.Encryption;

public sealed class EncryptionTableTests
{
    private static readonly Trace Diverged = Traces.Scores().Diverging();

    private static readonly Sweep Sweep = SweepText.Sweep(SweepText.Head + """
        parameters: {hidden: [16]}
        axes:
          - {parameter: degree, values: [2, 4, 8]}
          - {parameter: B, values: [5, 10]}
        replicates: {kind: fixed, count: 100}
        """);

    // 100 trials of a cell: Wilson's lower bound of 100 in 100 is 0.963, of 98 in 100 less than 0.95.
    private static IEnumerable<Trace> Stable(double score, int count = 100, double range = 0.8) =>
        Enumerable.Repeat(Traces.Of(Traces.Epoch(1, score, test: 0.5, range: range)), count);

    private static EncryptionTable Table(params (int Degree, double Range, IEnumerable<Trace> Traces)[] cells)
    {
        var all = Sweep.Cells().ToArray();
        var results = new Dictionary<TrialId, TrialResult>();
        foreach (var (degree, range, traces) in cells)
        {
            var cell = all.Single(cell => cell.Id.Text == string.Create(CultureInfo.InvariantCulture, $"B={range};degree={degree}"));
            foreach (var (replicate, trace) in traces.Index())
            {
                var id = new TrialId(cell.Id, replicate);
                results.Add(id, new TrialResult(id, trace, TimeSpan.FromSeconds(1)));
            }
        }

        return EncryptionTable.Of(StabilityMap.Of(Sweep, all, results), features: 2, classes: 3, new CkksScale());
    }

    [Fact]
    public void Each_degree_gets_its_best_cell_among_the_certain_ones()
    {
        var table = Table(
            (2, 5, Stable(0.80)),
            (2, 10, Stable(0.90)),
            (4, 5, Stable(0.99, count: 3).Append(Diverged)),
            (4, 10, Stable(0.85)));

        Assert.Equal(["B=10;degree=2", "B=10;degree=4"], table.Rows.Select(row => row.Cell.Cell.Id.Text));
        Assert.All(table.Rows, row => Assert.True(row.Evidence.IsSufficient));
        Assert.Equal([8], table.Unstable.AsEnumerable());
        Assert.Equal(0.90, table.Rows[0].ValidationScore, 1e-12);
    }

    [Fact]
    public void Levels_and_parameters_are_those_of_the_whole_network()
    {
        var row = Assert.Single(Table((8, 5, Stable(0.9))).Rows);

        Assert.Equal(6, row.Levels.Total);
        Assert.Equal(new CkksParameters(16384, 6, 60, 40, 60, 438), row.Ckks.Parameters);
    }

    [Fact]
    public void Few_trials_are_insufficient_evidence()
    {
        var row = Assert.Single(Table((2, 5, Stable(0.9, count: 5))).Rows);

        Assert.False(row.Evidence.IsSufficient);
        Assert.Equal((5, 5), (row.Evidence.Trials.Successes, row.Evidence.Trials.Trials));
    }

    // 36 of 36 has the exact lower bound 0.025^(1/36) = 0.903, 72 of 72 has 0.950.
    [Theory]
    [InlineData(18, false)]
    [InlineData(36, true)]
    public void The_trials_of_a_region_of_B_count_together(int each, bool isSufficient)
    {
        var row = Assert.Single(Table((2, 5, Stable(0.9, each)), (2, 10, Stable(0.95, each))).Rows);

        Assert.Equal("B=10;degree=2", row.Cell.Cell.Id.Text);
        Assert.Equal((2 * each, 2 * each), (row.Evidence.Trials.Successes, row.Evidence.Trials.Trials));
        Assert.Equal((5.0, 10.0), row.Evidence.Region);
        Assert.Equal(isSufficient, row.Evidence.IsSufficient);
    }

    [Fact]
    public void The_trial_is_chosen_by_its_validation_score_and_the_margin_is_that_of_the_nearest()
    {
        var better = Traces.Of(Traces.Epoch(1, 0.95, range: 0.6));
        var near = Traces.Of(Traces.Epoch(1, 0.90, test: 0.99, range: 0.97));
        var row = Assert.Single(Table((2, 5, [near, better])).Rows);

        Assert.Equal(1, row.Trial.Id.Replicate);
        Assert.Equal(0.97, row.Escapes.LargestRange);
        Assert.Equal(EscapeMargin.UpperBound(0, 1000), row.Escapes.Bound);
    }

    [Fact]
    public void The_fewest_levels_that_are_not_degraded_are_chosen()
    {
        Assert.Equal(2, Table((2, 5, Stable(0.885)), (4, 5, Stable(0.9)), (8, 5, Stable(0.89))).Chosen?.Degree);
        Assert.Equal(4, Table((2, 5, Stable(0.875)), (4, 5, Stable(0.9)), (8, 5, Stable(0.9))).Chosen?.Degree);
    }

    [Fact]
    public void A_certain_degree_is_chosen_before_a_better_uncertain_one() =>
        Assert.Equal(4, Table((4, 5, Stable(0.7)), (8, 5, Stable(0.95, count: 5))).Chosen?.Degree);

    [Fact]
    public void A_map_without_a_stable_trial_has_no_rows()
    {
        var table = Table((2, 5, [Diverged]));

        Assert.Empty(table.Rows);
        Assert.Equal([2, 4, 8], table.Unstable.AsEnumerable());
        Assert.Null(table.Chosen);
    }

    [Fact]
    public void The_order_of_results_leaves_no_mark()
    {
        var one = Table((2, 5, Stable(0.9)), (4, 10, Stable(0.9)));
        var other = Table((4, 10, Stable(0.9)), (2, 5, Stable(0.9)));

        Assert.Equal(one.Rows.Select(row => row.Trial.Id), other.Rows.Select(row => row.Trial.Id));
        Assert.Equal(one.Chosen?.Trial.Id, other.Chosen?.Trial.Id);
    }
}
