using System.Diagnostics;
using SweepCluster.Compute;

namespace SweepCluster.Bench;

/// <summary>One matrix product: [rows, inner] · [inner, columns], with the operands stored transposed or not.</summary>
internal readonly record struct Product(int Rows, int Inner, int Columns, bool TransposeLeft, bool TransposeRight)
{
    public double Flops => 2.0 * Rows * Inner * Columns;

    public override string ToString() => $"{Rows}x{Inner}x{Columns}{(TransposeLeft ? " left transposed" : TransposeRight ? " right transposed" : "")}";
}

/// <param name="Gigaflops">Operations per second, in 10⁹.</param>
/// <param name="ShareOfPeak">0 … 1, of the fused-multiply-add peak at the time; see <see cref="PeakShare"/>.</param>
internal readonly record struct ProductSpeed(double Gigaflops, double ShareOfPeak);

/// <summary>Speed of <see cref="IMatrixOperations{T}.Multiply"/> on all cores at once, one queue on each.</summary>
internal static class Products
{
    private const double SecondsToWarmUp = 0.2;
    private const double SecondsToMeasure = 2;
    private const double SecondsAtOnce = 0.001;

    /// <summary>
    /// The products of one training step: forward, weight gradients, and input gradients except the first layer's,
    /// which nothing needs. Together 6NP − 2N·n₀·n₁ operations, for N rows and P weights.
    /// </summary>
    public static IEnumerable<Product> OfOneStep(int batch, IReadOnlyList<int> layers)
    {
        for (var layer = 0; layer + 1 < layers.Count; layer++)
        {
            var (inputs, outputs) = (layers[layer], layers[layer + 1]);
            yield return new Product(batch, inputs, outputs, TransposeLeft: false, TransposeRight: false);
            yield return new Product(inputs, batch, outputs, TransposeLeft: true, TransposeRight: false);
            if (layer > 0)
            {
                yield return new Product(batch, outputs, inputs, TransposeLeft: false, TransposeRight: true);
            }
        }
    }

    /// <summary>Operations per second, in 10⁹, summed over the queues, and the mean share of a core's peak.</summary>
    public static ProductSpeed Measure(IDevice device, params IReadOnlyList<Product> products)
    {
        var queues = device.Description.Cores;
        var speeds = new ProductSpeed[queues];
        using var ready = new Barrier(queues);
        Queues.Run(queues, queue => speeds[queue] = MeasureQueue(device, products, ready));
        return new ProductSpeed(speeds.Sum(speed => speed.Gigaflops), speeds.Average(speed => speed.ShareOfPeak));
    }

    private static ProductSpeed MeasureQueue(IDevice device, IReadOnlyList<Product> products, Barrier ready)
    {
        using var operations = device.Open<float>(population: 1);
        var prepared = products.Select(product => Prepare(operations, product)).ToArray();
        var flops = products.Sum(product => product.Flops);
        var warmUp = Stopwatch.StartNew();
        long warmUpPasses = 0;
        for (; warmUp.Elapsed.TotalSeconds < SecondsToWarmUp; warmUpPasses++)
        {
            MultiplyAll(operations, prepared);
        }

        var passesAtOnce = Math.Max(1, warmUpPasses / (int)(SecondsToWarmUp / SecondsAtOnce));
        ready.SignalAndWait();
        var share = new PeakShare();
        var multiplying = TimeSpan.Zero;
        long passes = 0;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < SecondsToMeasure; passes += passesAtOnce)
        {
            share.Observe(() =>
            {
                var begun = Stopwatch.GetTimestamp();
                for (var pass = 0; pass < passesAtOnce; pass++)
                {
                    MultiplyAll(operations, prepared);
                }

                multiplying += Stopwatch.GetElapsedTime(begun);
                return passesAtOnce * flops;
            });
        }

        foreach (var (left, right, result, _) in prepared)
        {
            left.Dispose();
            right.Dispose();
            result.Dispose();
        }

        return new ProductSpeed(passes * flops / multiplying.TotalSeconds / 1e9, share.Median);
    }

    private static (DeviceArray<float> Left, DeviceArray<float> Right, DeviceArray<float> Result, Product Product) Prepare(
        IOperations<float> operations, Product product)
    {
        var left = product.TransposeLeft
            ? operations.Allocate<float>(1, product.Inner, product.Rows)
            : operations.Allocate<float>(1, product.Rows, product.Inner);
        var right = product.TransposeRight
            ? operations.Allocate<float>(1, product.Columns, product.Inner)
            : operations.Allocate<float>(1, product.Inner, product.Columns);
        Fill(left);
        Fill(right);
        return (left, right, operations.Allocate<float>(1, product.Rows, product.Columns), product);
    }

    private static void Fill(DeviceArray<float> array)
    {
        var values = Enumerable.Range(0, array.Length).Select(i => (i % 7) - 3f).ToArray();
        for (var member = 0; member < array.Population; member++)
        {
            array.Upload(member, values);
        }
    }

    private static void MultiplyAll(
        IOperations<float> operations,
        (DeviceArray<float> Left, DeviceArray<float> Right, DeviceArray<float> Result, Product Product)[] prepared)
    {
        foreach (var (left, right, result, product) in prepared)
        {
            operations.Multiply(left, product.TransposeLeft, right, product.TransposeRight, result);
        }
    }
}
