using SweepCluster.Domain.Surrogates;

namespace SweepCluster.Domain.Tests.Surrogates;

public sealed class StabilityModelTests
{
    private static readonly StabilityKernel Kernel = new([0, 0], VarianceStep: -4);

    [Fact]
    public void Without_results_a_point_has_the_prior()
    {
        var predicted = StabilityModel.Fit(Kernel, []).Predict([0.3, 0.7]);

        Assert.Equal(0.5, predicted.Probability, 12);
        Assert.Equal(4, predicted.Deviation, 12);
        Assert.Equal(1 / (1 + Math.Exp(4 * 1.96)), predicted.Lower, 12);
    }

    /// <summary>For one point, f maximises k·f − n·log(1 + eᶠ) − f²/2s², and the variance there is 1/(1/s² + W).</summary>
    [Fact]
    public void At_one_point_mean_and_deviation_solve_their_equations()
    {
        var model = StabilityModel.Fit(Kernel, [new StabilityTally([0.5, 0.5], 7, 10)]);

        var predicted = model.Predict([0.5, 0.5]);

        var stable = 1 / (1 + Math.Exp(-predicted.Mean));
        Assert.Equal(0, 7 - (10 * stable) - (predicted.Mean / 16), 1e-4);
        Assert.Equal(1 / ((1.0 / 16) + (10 * stable * (1 - stable))), predicted.Deviation * predicted.Deviation, 1e-4);
        Assert.InRange(0.7, predicted.Lower, predicted.Upper);
    }

    [Fact]
    public void The_evidence_of_one_point_is_near_the_integral_that_it_approximates()
    {
        var model = StabilityModel.Fit(Kernel, [new StabilityTally([0.5, 0.5], 7, 10)]);

        var integral = 0.0;
        for (var f = -40.0; f < 40; f += 0.001)
        {
            integral += 0.001 * Math.Exp((7 * f) - (10 * Math.Log(1 + Math.Exp(f))) - (f * f / 32)) / Math.Sqrt(32 * Math.PI);
        }

        Assert.Equal(Math.Log(integral), model.LogEvidence, 0.1);
    }

    [Fact]
    public void The_axis_that_does_not_matter_gets_the_longer_length()
    {
        StabilityTally[] tallies = [.. from x in Enumerable.Range(0, 10)
                                       from y in Enumerable.Range(0, 6)
                                       select new StabilityTally([x / 9.0, y / 5.0], x is > 2 and < 7 ? 1 : 0, 1)];

        var lengths = StabilityModel.Fit(2, tallies).Kernel.Lengths;

        Assert.True(lengths[1] > 2 * lengths[0], $"{lengths[0]}, {lengths[1]}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.3)]
    [InlineData(17.3)]
    [InlineData(-123.456)]
    public void The_exponential_agrees_with_the_library(double x) =>
        Assert.Equal(1, Exponential.Of(x) / Math.Exp(x), 1e-14);

    [Fact]
    public void A_batch_does_not_choose_the_same_place_twice()
    {
        double[][] candidates = [[0.5, 0.5], [0.5001, 0.5], [0.9, 0.1], [0.1, 0.9]];
        var model = StabilityModel.Fit(Kernel, [new StabilityTally([0.1, 0.9], 5, 10), new StabilityTally([0.9, 0.1], 5, 10)]);

        var chosen = StraddleBatch.Choose(model, candidates, 3, replicates: 10);

        Assert.Single(chosen, index => index < 2);
    }
}
