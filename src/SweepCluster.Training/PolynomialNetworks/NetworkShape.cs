using System.Collections.Immutable;
using SweepCluster.Compute.Network;
using SweepCluster.Domain.Families;
using SweepCluster.Training.Datasets;

namespace SweepCluster.Training.PolynomialNetworks;

/// <summary>One linear layer and where its parameters lie.</summary>
/// <param name="Weight">Offset of W, [inputs, outputs] row-major.</param>
/// <param name="Bias">Offset of b, [outputs].</param>
/// <param name="Coefficients">Offset of the activation's learnable coefficients; −1 where there are none.</param>
/// <param name="Scale">Offset of γ; −1 without batch norm. β follows at <paramref name="Shift"/>.</param>
internal sealed record LayerShape(int Inputs, int Outputs, int Weight, int Bias, int Coefficients, int Scale, int Shift)
{
    public bool HasBatchNorm => Scale >= 0;
}

/// <summary>
/// Layers and the layout of the flat parameter array: weights and biases, then learnable coefficients, then batch
/// norm, so that what selective clipping looks at is one prefix. Each block starts at a multiple of 64 bytes in
/// single precision; the gaps stay zero.
/// </summary>
internal sealed class NetworkShape
{
    /// <summary>The highest degree that a polynomial may have.</summary>
    public const int LargestDegree = 22;

    private const int Alignment = 16;

    public NetworkShape(PolynomialNetworkSettings settings, int features, int classes)
    {
        Basis = PolynomialFit.BasisOf(settings.Activation);
        Terms = PolynomialFit.TermsOf(Basis, LargestDegree);
        var widths = settings.Head > 0 ? settings.Hidden.Add(settings.Head) : settings.Hidden;
        var layers = new List<LayerShape>();
        var inputs = features;
        foreach (var outputs in widths.Add(classes))
        {
            var weight = Reserve(inputs * outputs);
            layers.Add(new LayerShape(inputs, outputs, weight, Reserve(outputs), -1, -1, -1));
            inputs = outputs;
        }

        CoefficientsAt = Length;
        for (var i = 0; i < widths.Length && settings is { LearnsCoefficients: true, IsExact: false }; i++)
        {
            layers[i] = layers[i] with { Coefficients = Reserve(Terms) };
        }

        BatchNormAt = Length;
        for (var i = 0; i < settings.Hidden.Length; i++)
        {
            var scale = Reserve(layers[i].Outputs);
            layers[i] = layers[i] with { Scale = scale, Shift = Reserve(layers[i].Outputs) };
        }

        Settings = settings;
        Layers = [.. layers];
    }

    /// <summary>Whose shape-changing values this is.</summary>
    public PolynomialNetworkSettings Settings { get; }

    /// <summary>Hidden layers, the head if there is one, and the output.</summary>
    public ImmutableArray<LayerShape> Layers { get; }

    public PolynomialBasis Basis { get; }

    /// <summary>Most coefficients of a polynomial.</summary>
    public int Terms { get; }

    /// <summary>Elements of the flat parameter array.</summary>
    public int Length { get; private set; }

    /// <summary>Where learnable coefficients begin.</summary>
    public int CoefficientsAt { get; }

    /// <summary>Where batch norm's parameters begin.</summary>
    public int BatchNormAt { get; }

    /// <summary>Layers with an activation: all but the last.</summary>
    public int Activations => Layers.Length - 1;

    private int Reserve(int elements)
    {
        var at = Length;
        Length += (elements + Alignment - 1) / Alignment * Alignment;
        return at;
    }

    public static NetworkShape Of(ParameterSet parameters, Dataset dataset) =>
        new(PolynomialNetworkSettings.From(parameters), dataset.Features, dataset.Classes);
}
