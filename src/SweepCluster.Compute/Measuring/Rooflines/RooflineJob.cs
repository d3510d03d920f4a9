namespace SweepCluster.Compute.Measuring.Rooflines;

/// <summary>A model at which the operations of a training step are measured.</summary>
public abstract class RooflineJob
{
    /// <param name="layers">Inputs, widths of the hidden layers, outputs.</param>
    /// <param name="rows">Samples of a training step.</param>
    /// <param name="population">Members to train at once; a device may take fewer.</param>
    private protected RooflineJob(IReadOnlyList<int> layers, int rows, int population)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers.Count, 2, nameof(layers));
        ArgumentOutOfRangeException.ThrowIfLessThan(layers.Min(), 1, nameof(layers));
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(population, 1);
        Layers = layers;
        Rows = rows;
        Population = population;
    }

    /// <summary>What the model is, as in <c>network 784-64-32-10</c>.</summary>
    public string Name => $"{Family} {string.Join('-', Layers)}";

    public IReadOnlyList<int> Layers { get; }

    public int Rows { get; }

    public int Population { get; }

    /// <summary>Memory and work of one member, from what its operations read and write.</summary>
    internal MemberCost Cost => new((long)Operations.Sum(operation => operation.Cost.Bytes), Operations.Sum(operation => operation.Cost.Flops));

    internal abstract IReadOnlyList<RooflineOperation> Operations { get; }

    private protected abstract string Family { get; }
}
