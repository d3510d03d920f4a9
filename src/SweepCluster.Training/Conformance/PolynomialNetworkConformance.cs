using System.Numerics;
using System.Text.Json;
using SweepCluster.Compute;
using SweepCluster.Compute.Network;
using SweepCluster.Training.PolynomialNetworks;

namespace SweepCluster.Training.Conformance;

/// <summary>
/// Replays golden training steps of polynomial networks through a device's own operations and the trainer's own
/// step, and says how far every loss, gradient, parameter and evaluation is from the float64 reference.
/// </summary>
public static class PolynomialNetworkConformance
{
    private const int Steps = 3;

    // A bias in front of batch norm has no gradient; the reference's rounding noise, divided by AdamW's ε, moves it.
    private const double NoiseWithoutGradient = 1e-6;

    /// <summary>Replays every case of a golden document.</summary>
    /// <param name="document">The root of <c>polynomial-network-step.json</c>.</param>
    /// <param name="float64">Double precision with tolerance 1e-9, or single with 1e-4.</param>
    public static IReadOnlyList<QuantityError> Replay(JsonElement document, IDevice device, bool float64) =>
        [.. document.GetProperty("cases").EnumerateArray().SelectMany(golden => float64
            ? ReplayCase<double>(document, golden, device, 1e-9)
            : ReplayCase<float>(document, golden, device, 1e-4))];

    private static List<QuantityError> ReplayCase<T>(JsonElement document, JsonElement golden, IDevice device, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var settings = SettingsOf(golden);
        var features = GoldenNumbers.Flatten(document.GetProperty("X"));
        var labels = GoldenNumbers.Flatten(document.GetProperty("y"));
        var shape = new NetworkShape(settings, features.Length / labels.Length, GoldenNumbers.Flatten(golden.GetProperty("logits")).Length / labels.Length);
        var errors = new GoldenErrors($"{golden.GetProperty("order").GetString()} degree {settings.Degree} {settings.Clip} {settings.Optimizer}", tolerance);

        using var operations = device.Open<T>(1);
        using var network = new PolynomialNetwork<T>(operations, shape);
        using var buffers = NetworkBuffers<T>.Allocate(operations, shape, labels.Length);
        using var x = device.Share<T>(labels.Length, shape.Layers[0].Inputs, Array.ConvertAll(features, value => T.CreateChecked(value)));
        using var y = device.Share<int>(labels.Length, 1, Array.ConvertAll(labels, value => (int)value));
        using var evaluation = new PassStatistics<T>(operations, shape.Activations);
        var fit = PolynomialFit.Of(settings.Activation, settings.Degree, settings.Range);
        errors.Compare("fit", golden.GetProperty("even_chebyshev"), [.. fit.Coefficients]);
        network.Members.Set(0, settings, fit, key: 0);
        network.Members.Send();
        network.Parameters.Set(0, ParametersOf<T>(golden.GetProperty("parameters"), shape));

        for (var step = 0; step < Steps; step++)
        {
            network.Training.Clear();
            network.Step(x, y, buffers, step);
            if (step == 0)
            {
                CompareFirstStep(errors, golden, network, buffers, labels.Length);
            }

            evaluation.Clear();
            network.Infer(x, buffers, evaluation);
            operations.SoftmaxCrossEntropy(buffers.Layers[^1].Linear, y, null, evaluation.Loss, evaluation.Correct);
            evaluation.AddLosses(labels.Length);
            var after = golden.GetProperty("evaluation_after");
            evaluation.Fetch();
            var summary = evaluation.Read(0, labels.Length);
            errors.Compare($"cross-entropy after step {step}", after.GetProperty("cross_entropy")[step], summary.Loss);
            errors.Compare($"boundary loss after step {step}", after.GetProperty("boundary")[step], summary.Boundary);
            errors.Compare($"accuracy after step {step}", after.GetProperty("accuracy")[step], summary.Accuracy);
        }

        foreach (var (name, offset, length) in BlocksOf(shape))
        {
            var withoutGradient = settings.Order == LayerOrder.BatchNormActivation && name.StartsWith('l') && name.EndsWith(".b", StringComparison.Ordinal);
            errors.CompareNoisy(
                $"after {Steps} steps {name}",
                golden.GetProperty("after_3_steps").GetProperty(name),
                withoutGradient ? NoiseWithoutGradient : 0,
                GoldenNumbers.Read(network.Parameters.Values.View(offset, 1, 1, length)));
        }

        return errors.All;
    }

    private static void CompareFirstStep<T>(GoldenErrors errors, JsonElement golden, PolynomialNetwork<T> network, NetworkBuffers<T> buffers, int rows)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        network.Training.Fetch();
        var summary = network.Training.Read(0, rows);
        errors.Compare("logits", golden.GetProperty("logits"), GoldenNumbers.Read(buffers.Layers[^1].Linear));
        errors.Compare("cross-entropy", golden.GetProperty("cross_entropy"), summary.Loss);
        errors.Compare("boundary loss", golden.GetProperty("boundary"), summary.Boundary);
        errors.Compare("range", golden.GetProperty("max_ratio"), summary.Range);
        var norm = Math.Sqrt(Math.Pow(golden.GetProperty("norm_other").GetDouble(), 2) + Math.Pow(golden.GetProperty("norm_batchnorm").GetDouble(), 2));
        errors.Compare("gradient norm", [norm], summary.GradientNorm);
        foreach (var (name, offset, length) in BlocksOf(network.Parameters.Shape))
        {
            errors.Compare($"gradients {name}", golden.GetProperty("gradients").GetProperty(name), GoldenNumbers.Read(network.Parameters.Gradients.View(offset, 1, 1, length)));
        }

        for (var i = 0; i < network.Parameters.Layers.Count; i++)
        {
            if (network.Parameters.Layers[i].Norm is { } norms)
            {
                var running = golden.GetProperty("running").GetProperty($"n{i}");
                errors.Compare($"running mean {i}", running[0], GoldenNumbers.Read(norms.RunningMean));
                errors.Compare($"running variance {i}", running[1], GoldenNumbers.Read(norms.RunningVariance));
            }
        }
    }

    private static T[] ParametersOf<T>(JsonElement golden, NetworkShape shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = new T[shape.Length];
        foreach (var (name, offset, _) in BlocksOf(shape))
        {
            var block = GoldenNumbers.Flatten(golden.GetProperty(name));
            for (var i = 0; i < block.Length; i++)
            {
                values[offset + i] = T.CreateChecked(block[i]);
            }
        }

        return values;
    }

    // The golden file's names: l0, l1, … for hidden layers, h for the head, o for the output, n0, … for batch norm.
    private static IEnumerable<(string Name, int Offset, int Length)> BlocksOf(NetworkShape shape)
    {
        for (var i = 0; i < shape.Layers.Length; i++)
        {
            var layer = shape.Layers[i];
            var name = i == shape.Activations ? "o" : layer.HasBatchNorm ? $"l{i}" : "h";
            yield return ($"{name}.W", layer.Weight, layer.Inputs * layer.Outputs);
            yield return ($"{name}.b", layer.Bias, layer.Outputs);
            if (layer.HasBatchNorm)
            {
                yield return ($"n{i}.g", layer.Scale, layer.Outputs);
                yield return ($"n{i}.h", layer.Shift, layer.Outputs);
            }
        }
    }

    private static PolynomialNetworkSettings SettingsOf(JsonElement golden) => new()
    {
        Hidden = [6, 4],
        Head = 4,
        Activation = ActivationFunction.Relu,
        IsExact = false,
        Degree = golden.GetProperty("degree").GetInt32(),
        Range = golden.GetProperty("B").GetDouble(),
        LearnsCoefficients = false,
        CoefficientRate = 1,
        Order = golden.GetProperty("order").GetString() == "bn_act" ? LayerOrder.BatchNormActivation : LayerOrder.ActivationBatchNorm,
        Boundary = BoundaryKind.Exponential,
        Lambda = golden.GetProperty("lambda").GetDouble(),
        Alpha = golden.GetProperty("alpha").GetDouble(),
        Clip = golden.GetProperty("clip").GetString() switch { "sel" => ClipKind.Selective, "std" => ClipKind.Standard, _ => ClipKind.None },
        ClipNorm = golden.GetProperty("clip_norm").GetDouble(),
        Dropout = 0,
        Optimizer = golden.GetProperty("optimizer").GetString() == "sgd" ? Optimizer.Sgd : Optimizer.AdamW,
        LearningRate = golden.GetProperty("learning_rate").GetDouble(),
        WeightDecay = golden.GetProperty("weight_decay").GetDouble(),
        Momentum = 0.9,
        Beta1 = 0.9,
        Beta2 = 0.999,
        Schedule = ScheduleKind.Constant,
        PlateauFactor = 1,
        PlateauPatience = 0,
        Initialisation = WeightInitialisation.KaimingUniform,
        Batch = 12,
        IsDoublePrecision = true,
    };
}
