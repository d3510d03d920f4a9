using SweepCluster.Compute.Network;
using SweepCluster.Training.PolynomialNetworks;

namespace SweepCluster.Training.Tests.PolynomialNetworks;

public sealed class PolynomialFitTests
{
    // Even part of |t| in u = t² as the number of points grows without bound.
    [Theory]
    [InlineData(2, new[] { 3 / 16.0, 15 / 16.0 })]
    [InlineData(4, new[] { 15 / 128.0, 105 / 64.0, -105 / 128.0 })]
    [InlineData(6, new[] { 175 / 2048.0, 4725 / 2048.0, -5775 / 2048.0, 3003 / 2048.0 })]
    [InlineData(8, new[] { 2205 / 32768.0, 24255 / 8192.0, -105105 / 16384.0, 63063 / 8192.0, -109395 / 32768.0 })]
    public void Relu_approaches_the_exact_limit(int degree, double[] limit)
    {
        var fit = PolynomialFit.Of(ActivationFunction.Relu, degree, 3);

        for (var t = -1.0; t <= 1; t += 0.05)
        {
            var even = limit.Select((coefficient, k) => coefficient * Math.Pow(t * t, k)).Sum();
            Assert.Equal(3 * 0.5 * (t + even), fit.Evaluate(3 * t, 3), 0.02);
        }
    }

    // What makes a fit a least-squares fit, in a basis that it was not computed in.
    [Theory]
    [InlineData(ActivationFunction.Relu, 4)]
    [InlineData(ActivationFunction.Silu, 6)]
    [InlineData(ActivationFunction.Gelu, 8)]
    [InlineData(ActivationFunction.Sigmoid, 5)]
    [InlineData(ActivationFunction.Tanh, 7)]
    [InlineData(ActivationFunction.Relu, 22)]
    public void The_residual_is_orthogonal_to_every_power(ActivationFunction function, int degree)
    {
        var fit = PolynomialFit.Of(function, degree, 4);

        for (var power = 0; power <= degree; power++)
        {
            var product = 0.0;
            for (var i = 0; i < 100; i++)
            {
                var t = -1 + (2.0 * i / 99);
                product += (fit.Evaluate(4 * t, 4) - Exact(function, 4 * t)) * Math.Pow(t, power);
            }

            Assert.Equal(0, product, 1e-11);
        }
    }

    [Fact]
    public void An_odd_degree_gives_relu_the_fit_of_the_even_degree_below() =>
        Assert.Equal(PolynomialFit.Of(ActivationFunction.Relu, 6, 2).Coefficients.ToArray(), PolynomialFit.Of(ActivationFunction.Relu, 7, 2).Coefficients.ToArray());

    private static double Exact(ActivationFunction function, double x) => function switch
    {
        ActivationFunction.Relu => Math.Max(x, 0),
        ActivationFunction.Silu => x / (1 + Math.Exp(-x)),
        ActivationFunction.Gelu => 0.5 * x * (1 + ErrorFunction.Of(x / Math.Sqrt(2))),
        ActivationFunction.Sigmoid => 1 / (1 + Math.Exp(-x)),
        _ => Math.Tanh(x),
    };
}
