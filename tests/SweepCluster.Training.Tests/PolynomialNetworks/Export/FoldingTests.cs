using SweepCluster.Compute.Cpu;
using SweepCluster.Compute.Network;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.PolynomialNetworks;
using SweepCluster.Training.PolynomialNetworks.Export;
using SweepCluster.Training.Population;

namespace SweepCluster.Training.Tests.PolynomialNetworks.Export;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("bn-activation", "relu", "fixed", 0)]
    [InlineData("activation-bn", "relu", "fixed", 0)]
    [InlineData("bn-activation", "gelu", "learnable", 5)]
    [InlineData("activation-bn", "silu", "learnable", 5)]
    [InlineData("activation-bn", "tanh", "learnable", 3)]
    [InlineData("bn-activation", "sigmoid", "fixed", 3)]
    public void A_folded_network_says_what_the_trained_one_does(string order, string activation, string coefficients, int head)
    {
        var model = Train(Double(order, activation, coefficients, head));
        var folded = FoldedEvaluation.Of(FoldedNetwork.Of(model.Network), Settings.Clouds().Test.Features);

        var check = FoldingCheck.Of(model.Logits, folded.Logits, Settings.Clouds().Test.Labels, FoldingCheck.DoubleTolerance);
        Assert.True(check.Passed, $"{check}");
        Assert.True(check.LargestDifference < 1e-11 * Math.Max(1, check.LargestLogit), $"{check}");
        Assert.True(check.LargestLogit > 0.1, $"{check}");
        Assert.Equal(check.TrainedAccuracy, check.FoldedAccuracy);
        Assert.Equal(model.Trace.TestScoreAtLast, check.TrainedAccuracy);
    }

    [Theory]
    [InlineData("bn-activation")]
    [InlineData("activation-bn")]
    public void A_network_trained_in_single_precision_differs_by_its_rounding_only(string order)
    {
        var model = Train(Settings.With(("order", ParameterValue.Choice(order))));
        var folded = FoldedEvaluation.Of(FoldedNetwork.Of(model.Network), Settings.Clouds().Test.Features);

        var check = FoldingCheck.Of(model.Logits, folded.Logits, Settings.Clouds().Test.Labels, FoldingCheck.SingleTolerance);
        Assert.True(check.Passed, $"{check}");
        Assert.InRange(check.LargestDifference, 1e-9, 1e-4 * Math.Max(1, check.LargestLogit));
    }

    [Fact]
    public void A_model_is_trained_to_the_same_trace_as_in_a_population()
    {
        var task = new TrainingTask(Settings.With(("dropout", ParameterValue.Real(0.1))), 42);
        using var device = new CpuDevice(cores: 2);
        using var datasets = new ResidentDatasets(device, Settings.Clouds());
        using var population = new PolynomialNetworkProgram().Open(device, task.Parameters, datasets, new Budget(3), 4, 1);
        var neighbour = task with { RandomKey = 7 };

        var crowd = population.Train([neighbour, neighbour, task], null, default)[2];

        Assert.Equal(crowd, TrainedModel.Train(device, Settings.Clouds(), new Budget(3), task, default)?.Trace);
    }

    [Theory]
    [InlineData("bn-activation")]
    [InlineData("activation-bn")]
    public void The_arguments_of_folded_polynomials_are_what_training_measured_in_units_of_B(string order)
    {
        var model = Train(Double(order, "relu", "fixed", 4));
        var folded = FoldedNetwork.Of(model.Network);
        var sample = Settings.Clouds().Test.Features.AsSpan(0, 5);

        var first = folded.Layers[0];
        var largest = 0.0;
        for (var j = 0; j < first.Outputs; j++)
        {
            var t = first.Bias[j];
            for (var i = 0; i < first.Inputs; i++)
            {
                t += sample[i] * first.Weight[(i * first.Outputs) + j];
            }

            largest = Math.Max(largest, Math.Abs(t));
        }

        Assert.Equal(3, model.Ranges.Length);
        Assert.Equal(model.Ranges[0][0], largest, 1e-12);
        Assert.Equal(Settings.Clouds().Test.Count, model.LargestRanges.Length);
        Assert.Equal(Math.Max(model.Ranges[0][0], Math.Max(model.Ranges[1][0], model.Ranges[2][0])), model.LargestRanges[0]);
    }

    [Theory]
    [InlineData(ActivationFunction.Relu, 1)]
    [InlineData(ActivationFunction.Relu, 2)]
    [InlineData(ActivationFunction.Silu, 9)]
    [InlineData(ActivationFunction.Tanh, 9)]
    [InlineData(ActivationFunction.Gelu, 22)]
    public void The_Chebyshev_basis_holds_the_same_polynomial(ActivationFunction function, int degree)
    {
        var fit = PolynomialFit.Of(function, degree, 5);
        var chebyshev = FoldedNetwork.ChebyshevOf(fit.Basis, fit.Coefficients);

        Assert.Equal(Domain.Recommendations.Encryption.PolynomialLevels.EvaluatedDegree(function.ToString().ToLowerInvariant(), degree), chebyshev.Length - 1);
        foreach (var t in new[] { -1.0, -0.3, 0, 0.7, 1 })
        {
            Assert.Equal(fit.Evaluate(5 * t, 5), 5 * FoldedEvaluation.Chebyshev(chebyshev, t), 1e-13);
        }
    }

    [Fact]
    public void A_network_that_runs_the_exact_activation_is_refused() =>
        Assert.Throws<ArgumentException>(() => Train(Settings.With(("form", ParameterValue.Choice("exact")))));

    [Fact]
    public void A_trial_that_diverges_has_no_model() =>
        Assert.Null(TryTrain(Settings.With(("degree", ParameterValue.Integer(22)), ("B", ParameterValue.Real(0.02)))));

    [Fact]
    public void A_check_fails_beyond_its_tolerance_and_on_what_is_not_a_number()
    {
        Assert.True(FoldingCheck.Of([2, -4], [2, -4.03], [0], 0.01).Passed);
        Assert.False(FoldingCheck.Of([2, -4], [2, -4.05], [0], 0.01).Passed);
        Assert.False(FoldingCheck.Of([2, -4], [2, double.NaN], [0], 0.01).Passed);
        Assert.Equal((0.5, 1), (FoldingCheck.Of([1, 2, 2, 1], [2, 1, 2, 1], [0, 0], 1).TrainedAccuracy, FoldingCheck.Of([1, 2, 2, 1], [2, 1, 2, 1], [0, 0], 1).FoldedAccuracy));
    }

    private static ParameterSet Double(string order, string activation, string coefficients, int head) => Settings.With(
        ("order", ParameterValue.Choice(order)),
        ("activation", ParameterValue.Choice(activation)),
        ("coefficients", ParameterValue.Choice(coefficients)),
        ("head", ParameterValue.Integer(head)),
        ("precision", ParameterValue.Choice("float64")));

    private static TrainedModel Train(ParameterSet parameters) => TryTrain(parameters) ?? throw new InvalidOperationException("Training diverged.");

    private static TrainedModel? TryTrain(ParameterSet parameters)
    {
        using var device = new CpuDevice(cores: 2);
        return TrainedModel.Train(device, Settings.Clouds(), new Budget(3), new TrainingTask(parameters, 1), default);
    }
}
