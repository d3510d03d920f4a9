using SweepCluster.Compute.Cpu;
using SweepCluster.Domain.Families;
using SweepCluster.Training.PolynomialNetworks;

namespace SweepCluster.Training.Tests.PolynomialNetworks;

/// <summary>The trainer's own gradients against central differences of the whole loss, in double precision.</summary>
public sealed class GradientTests
{
    private const int Rows = 12;
    private const double Step = 1e-6;

    [Theory]
    [InlineData("order", "bn-activation")]
    [InlineData("order", "activation-bn")]
    [InlineData("boundary", "quadratic")]
    [InlineData("boundary", "off")]
    [InlineData("coefficients", "learnable")]
    [InlineData("activation", "silu")]
    [InlineData("activation", "gelu")]
    [InlineData("activation", "sigmoid")]
    [InlineData("activation", "tanh")]
    public void Gradients_are_the_slopes_of_the_loss(string parameter, string choice) =>
        Check(Settings.With((parameter, ParameterValue.Choice(choice)), ("alpha", ParameterValue.Real(0.2))));

    [Theory]
    [InlineData("relu")]
    [InlineData("silu")]
    [InlineData("gelu")]
    [InlineData("sigmoid")]
    [InlineData("tanh")]
    public void Gradients_of_exact_activations_are_the_slopes_of_the_loss(string activation) =>
        Check(Settings.With(("activation", ParameterValue.Choice(activation)), ("form", ParameterValue.Choice("exact"))));

    [Theory]
    [InlineData("bn-activation")]
    [InlineData("activation-bn")]
    public void Gradients_hold_through_a_head_dropout_and_learnable_coefficients(string order) => Check(Settings.With(
        ("order", ParameterValue.Choice(order)),
        ("head", ParameterValue.Integer(4)),
        ("dropout", ParameterValue.Real(0.3)),
        ("alpha", ParameterValue.Real(0.2)),
        ("activation", ParameterValue.Choice("tanh")),
        ("degree", ParameterValue.Integer(7)),
        ("coefficients", ParameterValue.Choice("learnable"))));

    private static void Check(ParameterSet parameters)
    {
        using var device = new CpuDevice(cores: 1);
        var data = Settings.Clouds(Rows, Rows);
        var settings = PolynomialNetworkSettings.From(parameters);
        var shape = NetworkShape.Of(parameters, data);
        using var queue = device.Open<double>(1);
        using var network = new PolynomialNetwork<double>(queue, shape);
        using var buffers = NetworkBuffers<double>.Allocate(queue, shape, Rows);
        using var x = device.Share<double>(Rows, data.Features, Array.ConvertAll(data.Train.Features, value => (double)value));
        using var y = device.Share<int>(Rows, 1, data.Train.Labels);
        var fit = PolynomialFit.Of(settings.Activation, settings.Degree, settings.Range);
        network.Members.Set(0, settings, fit, key: 9);
        network.Members.Send();
        network.Parameters.Initialise(0, settings, fit, key: 9);
        var point = new double[shape.Length];
        network.Parameters.Values.Download(0, point);

        Loss(point);
        var gradient = new double[shape.Length];
        network.Parameters.Gradients.Download(0, gradient);
        var scale = Math.Max(1, gradient.Max(Math.Abs));

        for (var i = 0; i < point.Length; i++)
        {
            var (value, before) = (point[i], 0.0);
            point[i] = value - Step;
            before = Loss(point);
            point[i] = value + Step;
            var slope = (Loss(point) - before) / (2 * Step);
            point[i] = value;
            Assert.True(Math.Abs(slope - gradient[i]) < 1e-6 * scale, $"parameter {i} of {point.Length}: gradient {gradient[i]}, slope {slope}");
        }

        Assert.True(gradient.Count(value => value != 0) > shape.Length / 4);

        double Loss(double[] at)
        {
            network.Parameters.Set(0, at);
            network.Reset();
            network.Step(x, y, buffers, step: 3);
            Assert.True(queue.AnyAlive);
            network.Training.Fetch();
            var summary = network.Training.Read(0, Rows);
            return summary.Loss + (settings.Lambda * summary.Boundary);
        }
    }
}
