using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Tests.Statistics;

/// <summary>Expected numbers are those of mpmath with 40 digits, unless a comment says otherwise.</summary>
public sealed class BetaTests
{
    [Theory]
    [InlineData(0.25, 1.2880225246980775)]
    [InlineData(0.5, 0.5723649429247001)]
    [InlineData(1.5, -0.12078223763524522)]
    [InlineData(3.7, 1.4280723266653879)]
    [InlineData(10, 12.80182748008147)]
    [InlineData(123.25, 468.61448295051664)]
    [InlineData(2000.5, 13202.723836784036)]
    public void The_gamma_function_is_exact_to_rounding(double x, double expected) =>
        Assert.Equal(expected, Gamma.Log(x), 1e-14 * Math.Max(1, Math.Abs(expected)));

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    public void Rising_products_are_those_of_their_factors(double a)
    {
        var sum = 0.0;
        for (var n = 0; n <= 2000; n++)
        {
            Assert.Equal(sum, Gamma.LogRising(a, n), 1e-12 * Math.Max(1, Math.Abs(sum)));
            sum += Math.Log(a + n);
        }
    }

    [Theory]
    [InlineData(0.3, 2.5, 4.5, 0.4065390166824593)]
    [InlineData(0.9, 0.25, 0.25, 0.69191395793491)]
    [InlineData(0.5, 100.5, 90.5, 0.2341269185511085)]
    [InlineData(0.02, 0.5, 60.5, 0.8813055544898271)]
    [InlineData(0.999, 9999.5, 1.5, 0.000168974163993214)]
    public void The_incomplete_beta_function_agrees_with_high_precision(double x, double a, double b, double expected) =>
        Assert.Equal(expected, Beta.Cumulative(x, a, b), 1e-10);

    // I_x(½, ½) is the arcsine law.
    [Theory]
    [InlineData(1e-12)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.77)]
    public void Half_and_half_is_the_arcsine_law(double x) =>
        Assert.Equal(2 / Math.PI * Math.Asin(Math.Sqrt(x)), Beta.Cumulative(x, 0.5, 0.5), 1e-13);

    // I_p(k, n − k + 1) = P(K ≥ k): summed over the binomial's terms there, a continued fraction here.
    [Fact]
    public void Whole_parameters_give_the_tails_of_the_binomial()
    {
        foreach (var (k, n, p) in new[] { (1, 1, 0.3), (3, 10, 0.2), (9, 10, 0.95), (40, 128, 0.25), (700, 1000, 0.72) })
        {
            Assert.Equal(Binomial.AtLeast(k, n, p), Beta.Cumulative(p, k, n - k + 1), 1e-11);
        }
    }

    [Fact]
    public void A_quantile_has_its_probability_below_it()
    {
        foreach (var (a, b) in new[] { (0.5, 0.5), (0.5, 64.5), (6.5, 0.5), (1.5, 3000.5), (40.5, 24.5) })
        {
            foreach (var probability in new[] { 0.001, 0.025, 0.5, 0.975, 0.999 })
            {
                Assert.Equal(probability, Beta.Cumulative(Beta.Quantile(probability, a, b), a, b), 1e-11);
            }
        }
    }

    [Fact]
    public void The_axis_ends_where_the_distribution_does()
    {
        Assert.Equal((0, 1), (Beta.Cumulative(0, 0.5, 3), Beta.Cumulative(1, 0.5, 3)));
        Assert.Equal((0, 1), (Beta.Quantile(0, 0.5, 3), Beta.Quantile(1, 0.5, 3)));
    }
}
