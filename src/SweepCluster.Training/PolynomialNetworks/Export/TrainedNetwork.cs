using System.Collections.Immutable;
using System.Numerics;
using SweepCluster.Compute;
using SweepCluster.Compute.Network;

namespace SweepCluster.Training.PolynomialNetworks.Export;

/// <summary>A trained polynomial network, copied from the device.</summary>
/// <param name="Range">B.</param>
/// <param name="Degree">As the sweep says it.</param>
/// <param name="Layers">Hidden layers, the head if there is one, and the output.</param>
public sealed record TrainedNetwork(
    LayerOrder Order,
    ActivationFunction Activation,
    PolynomialBasis Basis,
    double Range,
    int Degree,
    ImmutableArray<TrainedLayer> Layers)
{
    /// <summary>Copies one member of a population.</summary>
    internal static TrainedNetwork Of<T>(NetworkParameters<T> parameters, PolynomialNetworkSettings settings, int member)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var fit = PolynomialFit.Of(settings.Activation, settings.Degree, settings.Range);
        return new TrainedNetwork(
            settings.Order,
            settings.Activation,
            fit.Basis,
            settings.Range,
            settings.Degree,
            [.. parameters.Layers.Select((layer, i) => new TrainedLayer(
                layer.Shape.Inputs,
                layer.Shape.Outputs,
                layer.Weight.OfMember(member),
                layer.Bias.OfMember(member),
                layer.Norm is { } norm
                    ? TrainedNorm.Of(norm.Scale.OfMember(member), norm.Shift.OfMember(member), norm.RunningMean.OfMember(member), norm.RunningVariance.OfMember(member))
                    : null,
                i == parameters.Shape.Activations ? null : Coefficients(layer.Coefficients, fit, member)))]);
    }

    // Fixed coefficients are taken from the fit itself, not from what single precision made of them.
    private static double[] Coefficients<T>(DeviceArray<T>? learnt, PolynomialFit fit, int member)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        learnt is null ? [.. fit.Coefficients] : learnt.OfMember(member)[..fit.Coefficients.Length];
}
