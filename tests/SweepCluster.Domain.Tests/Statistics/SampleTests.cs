using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Tests.Statistics;

public sealed class SampleTests
{
    [Fact]
    public void Mean_spread_and_median_of_a_known_sample()
    {
        var sample = Sample.Of([2, 4, 4, 4, 5, 5, 7, 9]);

        Assert.Equal(8, sample.Count);
        Assert.Equal(5, sample.Mean);
        Assert.Equal(Math.Sqrt(32.0 / 7), sample.StandardDeviation, 1e-15);
        Assert.Equal(4.5, sample.Median);
    }

    [Fact]
    public void Order_leaves_no_mark_not_even_in_the_last_bit()
    {
        double[] values = [1e16, 1, -1e16, 3.3, 0.1, 7e-9];

        Assert.Equal(Sample.Of(values), Sample.Of(values.Reverse()));
    }

    [Fact]
    public void One_value_has_no_spread()
    {
        var sample = Sample.Of([3]);

        Assert.Equal(3, sample.Mean);
        Assert.Equal(3, sample.Median);
        Assert.True(double.IsNaN(sample.StandardDeviation));
    }

    [Fact]
    public void An_empty_sample_has_no_mean() => Assert.True(double.IsNaN(Sample.Of([]).Mean));
}
