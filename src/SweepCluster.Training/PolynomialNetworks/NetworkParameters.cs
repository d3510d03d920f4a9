using System.Numerics;
using SweepCluster.Compute;
using SweepCluster.Compute.Network;
using SweepCluster.Domain.Randomness;

namespace SweepCluster.Training.PolynomialNetworks;

/// <summary>The parameters of one layer and their gradients, as windows on the flat arrays.</summary>
internal sealed class LayerParameters<T>
    where T : unmanaged
{
    public required LayerShape Shape { get; init; }

    public required DeviceArray<T> Weight { get; init; }

    public required DeviceArray<T> Bias { get; init; }

    public required DeviceArray<T> WeightGradient { get; init; }

    public required DeviceArray<T> BiasGradient { get; init; }

    /// <summary>Null without batch norm.</summary>
    public BatchNorm<T>? Norm { get; init; }

    public DeviceArray<T>? ScaleGradient { get; init; }

    public DeviceArray<T>? ShiftGradient { get; init; }

    /// <summary>Null when coefficients are fixed.</summary>
    public DeviceArray<T>? Coefficients { get; init; }

    public DeviceArray<T>? CoefficientGradient { get; init; }
}

/// <summary>All parameters of a population with their gradients, moments and running statistics.</summary>
internal sealed class NetworkParameters<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly DeviceArray<T> _statistics;
    private readonly T[] _initial;

    public NetworkParameters(IOperations<T> operations, NetworkShape shape)
    {
        Shape = shape;
        Values = operations.Allocate<T>(1, 1, shape.Length);
        Gradients = operations.Allocate<T>(1, 1, shape.Length);
        First = operations.Allocate<T>(1, 1, shape.Length);
        Second = shape.Settings.Optimizer == Optimizer.AdamW ? operations.Allocate<T>(1, 1, shape.Length) : First;
        _statistics = operations.Allocate<T>(1, 3, Math.Max(1, shape.Layers.Sum(layer => layer.HasBatchNorm ? layer.Outputs : 0)));
        _initial = new T[shape.Length];
        var layers = new List<LayerParameters<T>>();
        var features = 0;
        foreach (var layer in shape.Layers)
        {
            layers.Add(Of(layer, features));
            features += layer.HasBatchNorm ? layer.Outputs : 0;
        }

        Layers = layers;
    }

    public NetworkShape Shape { get; }

    /// <summary>[population, 1, 1, parameters].</summary>
    public DeviceArray<T> Values { get; }

    public DeviceArray<T> Gradients { get; }

    /// <summary>AdamW's first moment, or SGD's velocity.</summary>
    public DeviceArray<T> First { get; }

    /// <summary>AdamW's second moment; not used by SGD.</summary>
    public DeviceArray<T> Second { get; }

    public IReadOnlyList<LayerParameters<T>> Layers { get; }

    /// <summary>Makes a member's parameters and running statistics new, from its own random numbers.</summary>
    /// <param name="fit">Initial coefficients where they are learnt.</param>
    public void Initialise(int member, PolynomialNetworkSettings settings, PolynomialFit fit, ulong key)
    {
        Array.Clear(_initial);
        for (var i = 0; i < Shape.Layers.Length; i++)
        {
            var layer = Shape.Layers[i];
            var random = new RandomStream(key, RandomPurpose.Initialisation, (uint)i);
            Draw(ref random, settings.Initialisation, layer);
            if (layer.HasBatchNorm)
            {
                _initial.AsSpan(layer.Scale, layer.Outputs).Fill(T.One);
            }

            for (var k = 0; layer.Coefficients >= 0 && k < fit.Coefficients.Length; k++)
            {
                _initial[layer.Coefficients + k] = T.CreateChecked(fit.Coefficients[k]);
            }
        }

        Set(member, _initial);
    }

    /// <summary>Sets a member's parameters, with mean 0 and variance 1 as its running statistics.</summary>
    public void Set(int member, ReadOnlySpan<T> values)
    {
        Values.Upload(member, values);
        var statistics = new T[_statistics.Length];
        statistics.AsSpan(_statistics.Columns, _statistics.Columns).Fill(T.One);
        _statistics.Upload(member, statistics);
    }

    public void Dispose()
    {
        Values.Dispose();
        Gradients.Dispose();
        First.Dispose();
        Second.Dispose();
        _statistics.Dispose();
    }

    private void Draw(ref RandomStream random, WeightInitialisation kind, LayerShape layer)
    {
        var weights = _initial.AsSpan(layer.Weight, layer.Inputs * layer.Outputs);
        var biases = _initial.AsSpan(layer.Bias, layer.Outputs);
        if (kind == WeightInitialisation.He)
        {
            var deviation = Math.Sqrt(2.0 / layer.Inputs);
            foreach (ref var weight in weights)
            {
                weight = T.CreateChecked(deviation * random.NextNormal());
            }

            return;
        }

        var bound = 1 / Math.Sqrt(layer.Inputs);
        foreach (ref var weight in weights)
        {
            weight = T.CreateChecked(random.NextUniform(-bound, bound));
        }

        foreach (ref var bias in biases)
        {
            bias = T.CreateChecked(random.NextUniform(-bound, bound));
        }
    }

    private LayerParameters<T> Of(LayerShape layer, int features) => new()
    {
        Shape = layer,
        Weight = Values.View(layer.Weight, 1, layer.Inputs, layer.Outputs),
        Bias = Values.View(layer.Bias, 1, 1, layer.Outputs),
        WeightGradient = Gradients.View(layer.Weight, 1, layer.Inputs, layer.Outputs),
        BiasGradient = Gradients.View(layer.Bias, 1, 1, layer.Outputs),
        Norm = !layer.HasBatchNorm ? null : new BatchNorm<T>(
            Values.View(layer.Scale, 1, 1, layer.Outputs),
            Values.View(layer.Shift, 1, 1, layer.Outputs),
            _statistics.View(features, 1, 1, layer.Outputs),
            _statistics.View(_statistics.Columns + features, 1, 1, layer.Outputs),
            _statistics.View((2 * _statistics.Columns) + features, 1, 1, layer.Outputs)),
        ScaleGradient = layer.HasBatchNorm ? Gradients.View(layer.Scale, 1, 1, layer.Outputs) : null,
        ShiftGradient = layer.HasBatchNorm ? Gradients.View(layer.Shift, 1, 1, layer.Outputs) : null,
        Coefficients = layer.Coefficients < 0 ? null : Values.View(layer.Coefficients, 1, 1, Shape.Terms),
        CoefficientGradient = layer.Coefficients < 0 ? null : Gradients.View(layer.Coefficients, 1, 1, Shape.Terms),
    };
}
