namespace SweepCluster.Domain.Families;

/// <summary>The kind of model that a sweep trains.</summary>
public enum Family
{
    /// <summary>Multi-layer perceptron with polynomial activations (arXiv 2505.11589).</summary>
    PolynomialNetwork,

    /// <summary>Polyharmonic cascade (arXiv 2512.17671).</summary>
    PolyharmonicCascade,
}
