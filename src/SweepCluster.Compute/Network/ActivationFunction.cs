namespace SweepCluster.Compute.Network;

/// <summary>An activation, applied as it is or as the function that a polynomial is fitted to.</summary>
public enum ActivationFunction
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x · σ(x).</summary>
    Silu,

    /// <summary>x · Φ(x), with the exact normal distribution function.</summary>
    Gelu,

    /// <summary>σ(x) = 1/(1 + e^−x).</summary>
    Sigmoid,

    Tanh,
}
