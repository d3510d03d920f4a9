namespace SweepCluster.Compute.Network;

/// <summary>How activation inputs beyond the threshold are penalised; e = max(|x| − αB, 0).</summary>
public enum BoundaryKind
{
    Off,

    /// <summary>exp(e) − 1, the exponent capped where the precision would overflow.</summary>
    Exponential,

    /// <summary>e².</summary>
    Quadratic,
}

/// <summary>The boundary loss of each member, per layer the mean over samples and features (arXiv 2505.11589).</summary>
/// <param name="Kind"><see cref="BoundaryKind"/> as a number: [population, 1, 1, 1].</param>
/// <param name="Threshold">αB: [population, 1, 1, 1].</param>
/// <param name="Weight">λ: [population, 1, 1, 1].</param>
public sealed record BoundaryLoss<T>(DeviceArray<int> Kind, DeviceArray<T> Threshold, DeviceArray<T> Weight)
    where T : unmanaged;
