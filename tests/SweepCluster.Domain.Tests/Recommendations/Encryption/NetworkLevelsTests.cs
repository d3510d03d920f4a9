using SweepCluster.Domain.Recommendations.Encryption;

namespace SweepCluster.Domain.Tests.Recommendations.Encryption;

public sealed class NetworkLevelsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(6, 3)]
    [InlineData(7, 3)]
    [InlineData(8, 4)]
    [InlineData(15, 4)]
    [InlineData(16, 5)]
    [InlineData(22, 5)]
    public void A_polynomial_takes_the_logarithm_of_its_coefficients(int degree, int levels) =>
        Assert.Equal(levels, PolynomialLevels.Of(degree));

    [Theory]
    [InlineData("relu", 1, 1)]
    [InlineData("relu", 3, 2)]
    [InlineData("gelu", 9, 8)]
    [InlineData("silu", 8, 8)]
    [InlineData("tanh", 9, 9)]
    [InlineData("sigmoid", 3, 3)]
    public void An_odd_degree_of_an_almost_even_function_is_evaluated_as_the_even_one_below(string activation, int degree, int evaluated) =>
        Assert.Equal(evaluated, PolynomialLevels.EvaluatedDegree(activation, degree));

    [Fact]
    public void A_network_adds_a_matrix_level_per_layer_and_a_polynomial_between_them()
    {
        var levels = NetworkLevels.Of(degree: 4, [784, 64, 32, 10]);

        Assert.Equal([(1, 3), (1, 3), (1, 0)], levels.Layers.Select(layer => (layer.MatrixLevels, layer.PolynomialLevels)));
        Assert.Equal(9, levels.Total);
        Assert.Equal(784, levels.Widest);
    }

    [Fact]
    public void A_head_is_one_more_layer_and_a_zero_head_is_none()
    {
        const string head = "name: t\nfamily: polynomial-network\ndataset: {name: spirals}\nparameters: {degree: 8, hidden: [20, 30], head: ";
        var with = Sweeps.SweepText.Sweep(head + "5}").Parameters;
        var without = Sweeps.SweepText.Sweep(head + "0}").Parameters;

        Assert.Equal([2, 20, 30, 5], NetworkLevels.Of(with, 2, 3).Layers.Select(layer => layer.Inputs));
        Assert.Equal((3 * 5) + 1, NetworkLevels.Of(with, 2, 3).Total);
        Assert.Equal((2 * 5) + 1, NetworkLevels.Of(without, 2, 3).Total);
    }
}
