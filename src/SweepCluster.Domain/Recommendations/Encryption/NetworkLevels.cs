using System.Collections.Immutable;
using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Recommendations.Encryption;

/// <summary>One layer of the folded network: a matrix product and, but for the last layer, a polynomial.</summary>
/// <param name="MatrixLevels">1: products with plain weights, rescaled once; rotations and sums are free.</param>
/// <param name="PolynomialLevels">0 for the last layer.</param>
public sealed record LayerLevels(int Inputs, int Outputs, int MatrixLevels, int PolynomialLevels)
{
    public int Total => MatrixLevels + PolynomialLevels;
}

/// <summary>
/// The multiplicative depth of a polynomial network whose batch norms are folded into the matrices, in either order
/// of batch norm and activation, and whose scaling x/B and ·B likewise: neither costs a level.
/// </summary>
/// <param name="Degree">The degree that is evaluated.</param>
/// <param name="Layers">From the input on.</param>
public sealed record NetworkLevels(int Degree, ImmutableArray<LayerLevels> Layers)
{
    /// <summary>Levels from the encrypted input to the encrypted logits.</summary>
    public int Total => Layers.Sum(layer => layer.Total);

    /// <summary>Most values that a layer reads or writes: one ciphertext has to hold them.</summary>
    public int Widest => Layers.Max(layer => Math.Max(layer.Inputs, layer.Outputs));

    /// <param name="widths">Of the input, every layer with an activation, and the output.</param>
    /// <exception cref="ArgumentException">Fewer than two widths.</exception>
    public static NetworkLevels Of(int degree, IReadOnlyList<int> widths)
    {
        if (widths.Count < 2)
        {
            throw new ArgumentException("A network has an input and an output.", nameof(widths));
        }

        var polynomial = Encryption.PolynomialLevels.Of(degree);
        return new NetworkLevels(
            degree,
            [.. widths.Skip(1).Select((width, i) => new LayerLevels(widths[i], width, 1, i + 2 == widths.Count ? 0 : polynomial))]);
    }

    /// <summary>The network that these parameters of the polynomial family train.</summary>
    /// <param name="features">Values of one sample.</param>
    public static NetworkLevels Of(ParameterSet parameters, int features, int classes)
    {
        var hidden = parameters.Integers("hidden");
        var head = parameters.Integer("head");
        return Of(Encryption.PolynomialLevels.EvaluatedDegree(parameters), [features, .. hidden, .. head > 0 ? [head] : Array.Empty<int>(), classes]);
    }

    public bool Equals(NetworkLevels? other) => other is not null && Degree == other.Degree && Layers.SequenceEqual(other.Layers);

    public override int GetHashCode() => HashCode.Combine(Degree, Layers.Length, Total);
}
