namespace SweepCluster.Compute.Network;

/// <summary>One batch normalisation layer of n features; every array is [population, 1, 1, n].</summary>
/// <param name="Scale">γ.</param>
/// <param name="Shift">β.</param>
/// <param name="RunningMean">Exponential mean, momentum 0.1.</param>
/// <param name="RunningVariance">The same of the unbiased variance.</param>
/// <param name="InverseDeviation">1/√(variance + 1e-5) of the last training batch.</param>
public sealed record BatchNorm<T>(
    DeviceArray<T> Scale,
    DeviceArray<T> Shift,
    DeviceArray<T> RunningMean,
    DeviceArray<T> RunningVariance,
    DeviceArray<T> InverseDeviation)
    where T : unmanaged
{
    /// <summary>What is added to every variance.</summary>
    public const double Epsilon = 1e-5;

    /// <summary>The weight of a new batch in the running statistics.</summary>
    public const double Momentum = 0.1;
}
