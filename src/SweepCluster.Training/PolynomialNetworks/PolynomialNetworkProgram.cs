using SweepCluster.Compute;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Population;

namespace SweepCluster.Training.PolynomialNetworks;

/// <summary>Multi-layer perceptrons with polynomial activations (arXiv 2505.11589).</summary>
public sealed class PolynomialNetworkProgram : IFamilyProgram
{
    // Value, slope and their backward pass take about 3d + 10 operations an element, everything else about 30.
    private const double FlopsPerElement = 40;
    private const double FlopsPerElementAndDegree = 3;
    private const double FlopsPerParameter = 16;

    public Family Family => Family.PolynomialNetwork;

    public string? Refuses(ParameterSet parameters, Dataset dataset)
    {
        var settings = PolynomialNetworkSettings.From(parameters);
        if (dataset.IsRegression)
        {
            return $"a polynomial network needs classes, and '{dataset.Name}' is a regression; use the polyharmonic cascade.";
        }

        if (dataset.Classes < 2)
        {
            return $"'{dataset.Name}' has {dataset.Classes} class; at least 2 are needed.";
        }

        if (settings.Batch < 2)
        {
            return $"batch {settings.Batch} is too small: batch norm needs at least 2 samples.";
        }

        if (settings.Batch > dataset.Train.Count)
        {
            return $"batch {settings.Batch} is larger than the training split of '{dataset.Name}', which has {dataset.Train.Count} samples.";
        }

        if (dataset.Validation.Count == 0 || dataset.Test.Count == 0)
        {
            return $"'{dataset.Name}' needs validation and test samples, and has {dataset.Validation.Count} and {dataset.Test.Count}.";
        }

        return settings.Degree > NetworkShape.LargestDegree
            ? $"degree {settings.Degree} is higher than {NetworkShape.LargestDegree}."
            : null;
    }

    public MemberCost CostOf(ParameterSet shape, Dataset dataset)
    {
        var network = NetworkShape.Of(shape, dataset);
        var settings = network.Settings;
        double batch = settings.Batch;
        double activations = network.Layers.Take(network.Activations).Sum(layer => layer.Outputs);
        double weights = network.Layers.Sum(layer => layer.Inputs * layer.Outputs);
        var flops = (6 * batch * weights)
            - (2 * batch * network.Layers[0].Inputs * network.Layers[0].Outputs)
            + (batch * activations * (FlopsPerElement + (settings.IsExact ? 0 : FlopsPerElementAndDegree * settings.Degree)))
            + (FlopsPerParameter * network.Length);
        double rows = PolynomialNetworkPopulation<float>.EvaluationRows(settings.Batch);
        var moments = settings.Optimizer == Optimizer.AdamW ? 4 : 3;
        var elements = (moments * (double)network.Length) + (rows * ((5 * activations) + (2 * dataset.Classes))) + (batch * dataset.Features);
        return new MemberCost((long)(elements * (settings.IsDoublePrecision ? sizeof(double) : sizeof(float))), flops);
    }

    public IPopulation Open(IDevice device, ParameterSet shape, ResidentDatasets datasets, Budget budget, int population, int threads)
    {
        var network = NetworkShape.Of(shape, datasets.Dataset);
        return network.Settings.IsDoublePrecision
            ? new PolynomialNetworkPopulation<double>(device, network, datasets, budget, population, threads)
            : new PolynomialNetworkPopulation<float>(device, network, datasets, budget, population, threads);
    }
}
