using System.Collections.Immutable;
using System.Numerics;
using SweepCluster.Compute;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Population;

namespace SweepCluster.Training.PolynomialNetworks.Export;

/// <summary>A trial trained once more to keep its network, and what that network says of the test split.</summary>
/// <param name="Trace">Equal to the first training's, bit for bit, on the same kind of device.</param>
/// <param name="Logits">[test samples, classes] row-major, in the training's own arithmetic.</param>
/// <param name="Ranges">For each activation, each test sample's largest |x|/B.</param>
public sealed record TrainedModel(TrainedNetwork Network, Trace Trace, double[] Logits, ImmutableArray<double[]> Ranges)
{
    /// <summary>Each test sample's largest |x|/B over all activations.</summary>
    public double[] LargestRanges => [.. Enumerable.Range(0, Ranges[0].Length).Select(sample => Ranges.Max(layer => layer[sample]))];

    /// <summary>Trains a trial by itself: same parameters, same key, same bits as in any population.</summary>
    /// <returns>Null when training diverged: there is no network then.</returns>
    /// <exception cref="ArgumentException">The network runs the exact activation, which has no polynomial.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public static TrainedModel? Train(IDevice device, Dataset dataset, Budget budget, TrainingTask task, CancellationToken cancellation)
    {
        var shape = NetworkShape.Of(task.Parameters, dataset);
        if (shape.Settings.IsExact)
        {
            throw new ArgumentException("The network runs the exact activation; there is no polynomial to export.", nameof(task));
        }

        using var datasets = new ResidentDatasets(device, dataset);
        return shape.Settings.IsDoublePrecision
            ? Train<double>(device, shape, datasets, budget, task, cancellation)
            : Train<float>(device, shape, datasets, budget, task, cancellation);
    }

    private static TrainedModel? Train<T>(IDevice device, NetworkShape shape, ResidentDatasets datasets, Budget budget, TrainingTask task, CancellationToken cancellation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var threads = device.PlanFor(new PolynomialNetworkProgram().CostOf(task.Parameters, datasets.Dataset), 1).Threads;
        using var population = new PolynomialNetworkPopulation<T>(device, shape, datasets, budget, population: 1, threads);
        var trace = population.Train([task], null, cancellation)[0];
        if (trace.Divergence is not null)
        {
            return null;
        }

        var test = population.EvaluateTest(member: 0, shape.Settings);
        return new TrainedModel(population.Network(member: 0, shape.Settings), trace, [.. test.Logits], [.. test.Ranges.Select(layer => layer.ToArray())]);
    }
}
