using System.Numerics;
using SweepCluster.Compute;

namespace SweepCluster.Training.PolynomialNetworks;

/// <summary>What one layer computes for a number of samples; every array is [population, 1, rows, outputs].</summary>
/// <param name="Linear">x·W + b, and x̂ where batch norm comes next.</param>
/// <param name="Middle">Between batch norm and activation, in either order; x̂ where the activation comes first.</param>
/// <param name="Output">What the next layer reads.</param>
/// <param name="Slope">The activation's slope.</param>
/// <param name="Gradient">∂L/∂Output on the way in, ∂L/∂Linear on the way out.</param>
internal sealed record LayerBuffers<T>(
    DeviceArray<T> Linear,
    DeviceArray<T> Middle,
    DeviceArray<T> Output,
    DeviceArray<T> Slope,
    DeviceArray<T> Gradient)
    where T : unmanaged
{
    public LayerBuffers<T> First(int rows) => new(Window(Linear, rows), Window(Middle, rows), Window(Output, rows), Window(Slope, rows), Window(Gradient, rows));

    private static DeviceArray<T> Window(DeviceArray<T> array, int rows) => array.View(0, 1, rows, array.Columns);
}

/// <summary>The buffers of all layers.</summary>
internal sealed class NetworkBuffers<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private NetworkBuffers(int rows, IReadOnlyList<LayerBuffers<T>> layers, DeviceArray<int> escaped)
    {
        Rows = rows;
        Layers = layers;
        Escaped = escaped;
    }

    public int Rows { get; }

    public IReadOnlyList<LayerBuffers<T>> Layers { get; }

    /// <summary>[population, 1, 1, rows]: samples with an activation input beyond B.</summary>
    public DeviceArray<int> Escaped { get; }

    public static NetworkBuffers<T> Allocate(IOperations<T> operations, NetworkShape shape, int rows) => new(
        rows,
        [.. shape.Layers.Select((layer, i) => Allocate(operations, layer, rows, isOutput: i == shape.Activations))],
        operations.Allocate<int>(1, 1, rows));

    /// <summary>Windows on the first rows.</summary>
    public NetworkBuffers<T> First(int rows) => new(rows, [.. Layers.Select(layer => layer.First(rows))], Escaped);

    public void Dispose()
    {
        foreach (var layer in Layers)
        {
            layer.Linear.Dispose();
            layer.Middle.Dispose();
            layer.Output.Dispose();
            layer.Slope.Dispose();
            layer.Gradient.Dispose();
        }

        Escaped.Dispose();
    }

    private static LayerBuffers<T> Allocate(IOperations<T> operations, LayerShape layer, int rows, bool isOutput)
    {
        var linear = operations.Allocate<T>(1, rows, layer.Outputs);
        if (isOutput)
        {
            return new LayerBuffers<T>(linear, linear, linear, linear, operations.Allocate<T>(1, rows, layer.Outputs));
        }

        var output = operations.Allocate<T>(1, rows, layer.Outputs);
        return new LayerBuffers<T>(
            linear,
            layer.HasBatchNorm ? operations.Allocate<T>(1, rows, layer.Outputs) : output,
            output,
            operations.Allocate<T>(1, rows, layer.Outputs),
            operations.Allocate<T>(1, rows, layer.Outputs));
    }
}
