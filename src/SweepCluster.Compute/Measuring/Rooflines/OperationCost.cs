namespace SweepCluster.Compute.Measuring.Rooflines;

/// <summary>The least work of an operation, for one member.</summary>
/// <param name="Flops">Operations of its formula; a root, a logarithm or an exponential counts as one.</param>
/// <param name="Bytes">Each operand read once and each result written once, in float32.</param>
public readonly record struct OperationCost(double Flops, double Bytes)
{
    /// <summary>Of left m×k times right k×n, for each of so many matrices.</summary>
    /// <param name="lefts">Left matrices: fewer when they serve several results.</param>
    /// <param name="accumulates">The result is read too.</param>
    public static OperationCost Product(int m, int k, int n, int matrices = 1, int? lefts = null, bool accumulates = false)
    {
        var results = (double)m * n * matrices;
        return Elements(2.0 * k * results, ((double)m * k * (lefts ?? matrices)) + ((double)k * n * matrices) + (accumulates ? 2 * results : results));
    }

    /// <param name="elements">Read and written.</param>
    public static OperationCost Elements(double flops, double elements) => new(flops, sizeof(float) * elements);

    public static OperationCost operator *(double members, OperationCost cost) => new(members * cost.Flops, members * cost.Bytes);
}
