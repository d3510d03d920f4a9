using SweepCluster.Domain.Planning.Replication;
using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Tests.Statistics;

public sealed class CoverageTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(32)]
    public void Wilson_covers_the_truth_94_times_of_100_on_average(int n) =>
        Assert.InRange(Coverage.Of(n, proportion => proportion.Wilson()).Mean, 0.94, 0.97);

    // Uniform p makes every count as likely, and an interval's mean coverage is then its probability under
    // Beta(k + 1, n − k + 1).
    [Fact]
    public void Mean_coverage_is_what_the_intervals_hold_of_a_uniform_prior()
    {
        const int n = 8;
        var held = Enumerable.Range(0, n + 1).Average(k =>
        {
            var interval = new Proportion(k, n).Jeffreys();
            return Beta.Cumulative(interval.Upper, k + 1, n - k + 1) - Beta.Cumulative(interval.Lower, k + 1, n - k + 1);
        });

        Assert.Equal(held, Coverage.Of(n, proportion => proportion.Jeffreys()).Mean, 1e-4);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(32)]
    public void An_interval_that_holds_at_all_looks_holds_at_each_of_them_whatever_p(int n) =>
        Assert.InRange(Coverage.Of(n, proportion => ConfidenceSequence.Of(proportion, 0.05)).Least, 0.95, 1);

    [Fact]
    public void It_holds_when_a_cell_stops_where_its_rule_says()
    {
        var rule = new ReplicateRule.Sequential(Least: 6, Most: 32, Threshold: 0.5, Error: 0.05);

        Assert.InRange(Coverage.Of(rule, proportion => ConfidenceSequence.Of(proportion, 0.05)).Least, 0.95, 1);
        Assert.Equal(1, Coverage.Of(rule, _ => new Interval(0, 1)).Least, 1e-12);
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void It_holds_at_a_thousand_looks_at_once(double p)
    {
        var missed = OptionalStopping.Of(p, threshold: p, error: 0.05, looks: 1000, cells: 1000);

        Assert.InRange(missed.Above + missed.Below, 0.005, 0.05);
    }

    [Theory]
    [InlineData(0.4, 0.5)]
    [InlineData(0.85, 0.9)]
    public void A_cell_below_the_threshold_is_seldom_put_above_it_and_often_below(double p, double threshold)
    {
        var decided = OptionalStopping.Of(p, threshold, error: 0.05, looks: 1000, cells: 1000);

        Assert.InRange(decided.Above, 0, 0.025);
        Assert.InRange(decided.Below, 0.5, 1);
    }
}
