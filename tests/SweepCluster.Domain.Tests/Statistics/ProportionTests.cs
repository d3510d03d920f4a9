using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Tests.Statistics;

public sealed class ProportionTests
{
    // Newcombe (1998), Statistics in Medicine 17, table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilsons_interval_agrees_with_the_literature(int successes, int trials, double lower, double upper)
    {
        var interval = new Proportion(successes, trials).Wilson();

        Assert.Equal(lower, interval.Lower, 0.00005);
        Assert.Equal(upper, interval.Upper, 0.00005);
    }

    [Fact]
    public void The_interval_solves_the_score_equation()
    {
        foreach (var (k, n) in new[] { (1, 5), (3, 5), (4, 5), (7, 40) })
        {
            var interval = new Proportion(k, n).Wilson();
            foreach (var p in new[] { interval.Lower, interval.Upper })
            {
                Assert.Equal(Proportion.Normal95, Math.Abs(((double)k / n) - p) / Math.Sqrt(p * (1 - p) / n), 1e-9);
            }
        }
    }

    [Fact]
    public void Failures_mirror_successes()
    {
        var some = new Proportion(2, 7).Wilson();
        var others = new Proportion(5, 7).Wilson();

        Assert.Equal(1 - some.Lower, others.Upper, 1e-15);
        Assert.Equal(1 - some.Upper, others.Lower, 1e-15);
    }

    [Fact]
    public void All_or_none_reach_the_ends_exactly()
    {
        Assert.Equal(0, new Proportion(0, 7).Wilson().Lower);
        Assert.Equal(1, new Proportion(7, 7).Wilson().Upper);
    }

    [Fact]
    public void Without_trials_nothing_is_known()
    {
        Assert.True(double.IsNaN(new Proportion(0, 0).Estimate));
        Assert.Equal(new Interval(0, 1), new Proportion(0, 0).Wilson());
    }

    [Fact]
    public void More_successes_than_trials_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Proportion(3, 2));
}
