using System.Diagnostics;
using SweepCluster.Compute;

namespace SweepCluster.Bench;

/// <summary>One matrix product: [rows, inner] · [inner, columns], with the operands stored transposed or not.</summary>
internal readonly record struct Product(int Rows, int Inner, int Columns, bool TransposeLeft, bool TransposeRight)
{
    public double Flops => 2.0 * Rows * Inner * Columns;
}

/// <summary>Speed of <see cref="IMatrixOperations{T}.Multiply"/> on all cores at once, one queue on each.</summary>
internal static class Products
{
    private const double SecondsToWarmUp = 0.2;
    private const double SecondsToMeasure = 1;

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

    /// <summary>Operations per second, in 10⁹, summed over the queues.</summary>
    /// <param name="population">Members of each queue; every product is done once for each.</param>
    public static double Measure(IDevice device, IReadOnlyList<Product> products, int population)
    {
        var queues = device.Description.Cores;
        var rates = new double[queues];
        using var ready = new Barrier(queues);
        Queues.Run(queues, queue => rates[queue] = Rate(device, products, population, ready));
        return rates.Sum() / 1e9;
    }

    private static double Rate(IDevice device, IReadOnlyList<Product> products, int population, Barrier ready)
    {
        using var operations = device.Open<float>(population);
        var prepared = products.Select(product => Prepare(operations, product)).ToArray();
        Repeat(operations, prepared, SecondsToWarmUp);
        ready.SignalAndWait();
        var (passes, seconds) = Repeat(operations, prepared, SecondsToMeasure);
        foreach (var (left, right, result, _) in prepared)
        {
            left.Dispose();
            right.Dispose();
            result.Dispose();
        }

        return passes * population * products.Sum(product => product.Flops) / seconds;
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

    private static (long Passes, double Seconds) Repeat(
        IOperations<float> operations,
        (DeviceArray<float> Left, DeviceArray<float> Right, DeviceArray<float> Result, Product Product)[] prepared,
        double seconds)
    {
        var clock = Stopwatch.StartNew();
        long passes = 0;
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            foreach (var (left, right, result, product) in prepared)
            {
                operations.Multiply(left, product.TransposeLeft, right, product.TransposeRight, result);
            }

            passes++;
        }

        return (passes, clock.Elapsed.TotalSeconds);
    }
}
