using SweepCluster.Domain.Recommendations.Encryption;

namespace SweepCluster.Domain.Tests.Recommendations.Encryption;

public sealed class EscapeTests
{
    // The p at which P(X ≤ k) = 0.05, found by bisection in exact rational arithmetic.
    [Theory]
    [InlineData(0, 1000, 0.0029912496849)]
    [InlineData(1, 10, 0.3941633025)]
    [InlineData(5, 100, 0.1022533777)]
    [InlineData(99, 100, 0.9994871986)]
    [InlineData(20, 1000, 0.0289301229)]
    public void The_bound_is_that_of_Clopper_and_Pearson(int escaped, int samples, double bound) =>
        Assert.Equal(bound, EscapeMargin.UpperBound(escaped, samples), 1e-9);

    [Fact]
    public void Without_an_escape_the_bound_is_the_rule_of_three() =>
        Assert.Equal(3.0 / 10_000, EscapeMargin.UpperBound(0, 10_000), 1e-6);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    public void Without_a_sample_that_stayed_inside_nothing_is_known(int escaped, int samples) =>
        Assert.Equal(1, EscapeMargin.UpperBound(escaped, samples));

    [Fact]
    public void A_margin_counts_the_samples_beyond_the_range()
    {
        var margin = EscapeMargin.Of([0.2, 0.75, 1, 1.25]);

        Assert.Equal((1.25, 1, 4), (margin.LargestRange, margin.Escaped, margin.Samples));
        Assert.Equal(-0.25, margin.Margin);
        Assert.Equal(EscapeMargin.UpperBound(1, 4), margin.Bound);
    }

    [Fact]
    public void A_range_that_is_not_a_number_has_escaped_without_limit()
    {
        var margin = EscapeMargin.Of([0.2, double.NaN]);

        Assert.Equal((double.PositiveInfinity, 1), (margin.LargestRange, margin.Escaped));
    }

    // |x|/B exponential above 0.5 with mean excess 0.05: ten scales to B.
    [Fact]
    public void An_exponential_tail_is_extrapolated_to_its_own_probability()
    {
        var ranges = Enumerable.Range(0, 100_000).Select(i => 0.5 - (0.05 * Math.Log((i + 0.5) / 100_000))).ToArray();
        var tail = EscapeTail.Of(ranges);

        Assert.Equal(0.05, tail!.MeanExcess, 0.0001);
        Assert.Equal(Math.Exp(-10), tail.EscapeProbability, 0.05 * Math.Exp(-10));
        Assert.Equal(5000, tail.Exceedances);
    }

    [Fact]
    public void A_tail_needs_enough_samples_that_stay_inside()
    {
        Assert.Null(EscapeTail.Of([.. Enumerable.Repeat(0.5, 399)]));
        Assert.Null(EscapeTail.Of([.. Enumerable.Range(0, 1000).Select(i => 2.0 + i)]));
        Assert.Null(EscapeTail.Of([.. Enumerable.Range(0, 1000).Select(i => i == 0 ? double.NaN : 0.1)]));
    }
}
