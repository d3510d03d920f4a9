using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Tests.Statistics;

public sealed class JeffreysTests
{
    // Quantiles of Beta(k + ½, n − k + ½) by bisection of mpmath's incomplete beta function with 40 digits.
    [Theory]
    [InlineData(1, 4, 0.95, 0.0284708950871468, 0.716248320436587)]
    [InlineData(3, 10, 0.95, 0.0926945939381532, 0.605818318148671)]
    [InlineData(0, 6, 0.95, 0, 0.33038890915155)]
    [InlineData(6, 6, 0.95, 0.66961109084845, 1)]
    [InlineData(15, 148, 0.95, 0.0604485170092964, 0.157643143478741)]
    [InlineData(500, 1000, 0.99, 0.459350160630057, 0.540649839369943)]
    [InlineData(9999, 10000, 0.95, 0.999532677362535, 0.999989210024324)]
    [InlineData(1, 2, 0.5, 0.298013623350241, 0.701986376649759)]
    public void The_interval_agrees_with_high_precision(int successes, int trials, double confidence, double lower, double upper)
    {
        var interval = new Proportion(successes, trials).Jeffreys(confidence);

        Assert.Equal(lower, interval.Lower, 1e-10);
        Assert.Equal(upper, interval.Upper, 1e-10);
    }

    [Fact]
    public void Failures_mirror_successes() => Assert.All(Enumerable.Range(0, 34), k =>
    {
        var (some, others) = (new Proportion(k, 33).Jeffreys(), new Proportion(33 - k, 33).Jeffreys());
        Assert.Equal(1 - some.Lower, others.Upper, 1e-15);
        Assert.Equal(1 - some.Upper, others.Lower, 1e-15);
    });

    [Fact]
    public void More_successes_move_both_ends_up()
    {
        var intervals = Enumerable.Range(0, 65).Select(k => new Proportion(k, 64).Jeffreys()).ToArray();

        Assert.All(intervals.Zip(intervals.Skip(1)), pair =>
            Assert.True(pair.First.Lower < pair.Second.Lower && pair.First.Upper < pair.Second.Upper, $"{pair}"));
    }

    [Fact]
    public void More_confidence_takes_a_wider_interval()
    {
        var (some, more) = (new Proportion(3, 9).Jeffreys(0.9), new Proportion(3, 9).Jeffreys(0.99));

        Assert.True(more.Lower < some.Lower && some.Upper < more.Upper);
    }

    [Fact]
    public void Without_trials_nothing_is_known() => Assert.Equal(new Interval(0, 1), new Proportion(0, 0).Jeffreys());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(95)]
    public void A_confidence_is_between_0_and_1(double confidence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Proportion(1, 2).Jeffreys(confidence));
}
