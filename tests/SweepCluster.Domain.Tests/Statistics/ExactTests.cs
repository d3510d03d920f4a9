using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Tests.Statistics;

/// <summary>Expected values are those of SciPy's beta.ppf, fisher_exact and norm.sf, unless a comment says otherwise.</summary>
public sealed class ExactTests
{
    [Theory]
    [InlineData(45, 50, 0.025, 0.7818646)]
    [InlineData(3, 3, 0.025, 0.2924018)]
    [InlineData(1, 10, 0.05, 0.005116197)]
    [InlineData(0, 7, 0.025, 0)]
    public void Lower_bounds_are_those_of_Clopper_and_Pearson(int k, int n, double alpha, double expected) =>
        Assert.Equal(expected, Binomial.LowerBound(new Proportion(k, n), alpha), 1e-6);

    [Theory]
    [InlineData(3, 4, 1, 4, 0.4857143)]
    [InlineData(0, 3, 3, 3, 0.1)]
    [InlineData(8, 10, 1, 9, 0.0054775)]
    [InlineData(2, 2, 0, 0, 1)]
    public void Tables_have_the_p_values_of_Fisher(int k, int n, int otherK, int otherN, double expected) =>
        Assert.Equal(expected, FisherExact.PValue(new Proportion(k, n), new Proportion(otherK, otherN)), 1e-6);

    [Fact]
    public void The_smallest_p_value_is_that_of_the_most_extreme_table() =>
        Assert.Equal(0.1, FisherExact.SmallestPValue(new Proportion(1, 3), new Proportion(2, 3)), 1e-12);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1.959963984540054, 0.05)]
    [InlineData(4, 6.334248e-05)]
    public void Normal_tails_are_two_sided(double z, double expected) =>
        Assert.Equal(expected, Normal.TwoSided(z), expected * 2e-7);

    [Fact]
    public void Of_many_tests_those_below_their_line_are_rejected()
    {
        // The example of Benjamini and Hochberg (1995): four of fifteen at 5 %.
        double[] p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1];

        Assert.Equal(0.0095, FalseDiscovery.Limit([.. p.Reverse()], 0.05));
        Assert.Equal(-1, FalseDiscovery.Limit([0.2, 0.9], 0.05));
    }

    [Fact]
    public void Falling_neighbours_share_an_estimate()
    {
        var rising = Isotonic.Rising([new(0, 4), new(3, 4), new(1, 4), new(4, 4), new(3, 4), new(4, 4)]);

        Assert.Equal([0, 0.5, 0.5, 0.875, 0.875, 1], rising);
    }

    [Fact]
    public void Strata_add_up()
    {
        // Each stratum has E k = 1.5 and Var k = 3·3·3·3 / (36·5) = 0.45.
        var strata = Enumerable.Repeat((new Proportion(3, 3), new Proportion(0, 3)), 2);

        Assert.Equal(Normal.TwoSided(2.5 / Math.Sqrt(0.9)), MantelHaenszel.PValue([.. strata]), 1e-12);
        Assert.Equal(1, MantelHaenszel.PValue([(new Proportion(3, 3), new Proportion(5, 5))]));
    }
}
