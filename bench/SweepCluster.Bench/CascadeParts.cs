using SweepCluster.Compute;

namespace SweepCluster.Bench;

/// <summary>
/// The two largest parts of job C's step at its own shapes, one queue per core, as shares of the peak: ΣΩ and its
/// Cholesky factorisation.
/// </summary>
internal static class CascadeParts
{
    private const int Repetitions = 15;
    private const int Outputs = 5;

    /// <summary>Half the operations of the full Gram products, because the result is symmetric.</summary>
    public static double ShareOfPeakOfGram(IDevice device, int rows) => MeanOverQueues(device, operations =>
    {
        // H and G of layers 784-100-20-20-1: 2n + 1 points, and the next layer's width. The first H is shared.
        (int Matrices, int Points, int Width)[] layers = [(1, 1569, 100), (Outputs, 201, 20), (Outputs, 41, 20), (Outputs, 41, 1)];
        var h = layers.Select(layer => Filled(operations.Allocate<float>(layer.Matrices, rows, layer.Points))).ToArray();
        var g = layers.Select(layer => Filled(operations.Allocate<float>(Outputs, rows, layer.Width))).ToArray();
        var result = operations.Allocate<float>(Outputs, rows, rows);
        var depth = layers.Sum(layer => ((double)layer.Matrices * layer.Points) + (Outputs * layer.Width));
        return Median(() =>
        {
            operations.SumGramProducts(h, g, result);
            return (double)rows * rows * depth;
        });
    });

    /// <summary>n³/3 operations a matrix.</summary>
    public static double ShareOfPeakOfCholesky(IDevice device, int rows) => MeanOverQueues(device, operations =>
    {
        var matrix = operations.Allocate<float>(1, rows, rows);
        var failed = operations.Allocate<int>(1, 1, 1);
        var values = new float[rows * rows];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = i % rows == i / rows ? rows : ((i * 7 % 13) - 6) / 13f;
        }

        var share = new PeakShare();
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            matrix.Upload(0, values);
            share.Observe(() =>
            {
                operations.Cholesky(matrix, failed);
                return (double)rows * rows * rows / 3;
            });
        }

        return share.Median;
    });

    private static double MeanOverQueues(IDevice device, Func<IOperations<float>, double> share)
    {
        var shares = new double[device.Description.Cores];
        Queues.Run(shares.Length, queue =>
        {
            using var operations = device.Open<float>(population: 1);
            shares[queue] = share(operations);
        });
        return shares.Average();
    }

    private static double Median(Func<double> work)
    {
        var share = new PeakShare();
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            share.Observe(work);
        }

        return share.Median;
    }

    private static DeviceArray<float> Filled(DeviceArray<float> array)
    {
        array.Upload(0, [.. Enumerable.Range(0, array.Length).Select(i => (i % 7) - 3f)]);
        return array;
    }
}
