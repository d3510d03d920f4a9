using System.Numerics;
using SweepCluster.Compute;
using SweepCluster.Compute.Network;

namespace SweepCluster.Training.PolynomialNetworks;

/// <summary>Consecutive parameters that share their rates and their clipping factor.</summary>
internal sealed class ParameterRange<T>(NetworkParameters<T> parameters, int from, int to, OptimiserRates<T> rates, DeviceArray<T> factor)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public DeviceArray<T> Values { get; } = parameters.Values.View(from, 1, 1, to - from);

    public DeviceArray<T> Gradients { get; } = parameters.Gradients.View(from, 1, 1, to - from);

    public DeviceArray<T> First { get; } = parameters.First.View(from, 1, 1, to - from);

    public DeviceArray<T> Second { get; } = parameters.Second.View(from, 1, 1, to - from);

    public OptimiserRates<T> Rates { get; } = rates;

    public DeviceArray<T> Factor { get; } = factor;
}
