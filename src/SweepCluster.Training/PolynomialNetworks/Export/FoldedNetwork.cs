using System.Collections.Immutable;
using SweepCluster.Compute.Network;

namespace SweepCluster.Training.PolynomialNetworks.Export;

/// <summary>One layer as it is evaluated under encryption: t = h·W + b, then h′ = Σ c_k T_k(t) where there are coefficients.</summary>
/// <param name="Weight">[inputs, outputs] row-major.</param>
/// <param name="Bias">[outputs].</param>
/// <param name="Chebyshev">c_0 … c_d of the Chebyshev polynomials of the first kind on [−1, 1], with t = x/B; null for the last layer.</param>
public sealed record FoldedLayer(int Inputs, int Outputs, double[] Weight, double[] Bias, double[]? Chebyshev);

/// <summary>
/// A network without batch norm: its scale and shift, the scaling of the polynomial's argument to [−1, 1] and that of
/// its value back by B are all in the matrices.
/// </summary>
public sealed record FoldedNetwork(ImmutableArray<FoldedLayer> Layers)
{
    /// <summary>
    /// Folds, with s = γ/√(v + ε) and the layer's own W, b: batch norm before the activation into the layer before
    /// it, W·diag(s/B) and (s·(b − μ) + β)/B; batch norm behind the activation into the layer after it, diag(B·s)·W
    /// and b + (β − s·μ)·W.
    /// </summary>
    public static FoldedNetwork Of(TrainedNetwork network)
    {
        var layers = ImmutableArray.CreateBuilder<FoldedLayer>(network.Layers.Length);
        var (inputScale, inputShift) = ((double[]?)null, (double[]?)null);
        foreach (var layer in network.Layers)
        {
            var (weight, bias) = AbsorbInput(layer, inputScale, inputShift);
            if (layer.Coefficients is null)
            {
                layers.Add(new FoldedLayer(layer.Inputs, layer.Outputs, weight, bias, null));
                continue;
            }

            var before = network.Order == LayerOrder.BatchNormActivation ? layer.Norm : null;
            var behind = network.Order == LayerOrder.ActivationBatchNorm ? layer.Norm : null;
            ScaleOutput(weight, bias, before, network.Range);
            layers.Add(new FoldedLayer(layer.Inputs, layer.Outputs, weight, bias, ChebyshevOf(network.Basis, layer.Coefficients)));
            inputScale = [.. Enumerable.Range(0, layer.Outputs).Select(j => network.Range * (behind?.Scale[j] ?? 1))];
            inputShift = behind?.Shift;
        }

        return new FoldedNetwork(layers.MoveToImmutable());
    }

    /// <summary>The polynomial in t of either basis as Σ c_k T_k(t), which T_k(2t² − 1) = T_2k(t) makes exact.</summary>
    public static double[] ChebyshevOf(PolynomialBasis basis, IReadOnlyList<double> coefficients)
    {
        if (basis == PolynomialBasis.Full)
        {
            return [.. coefficients];
        }

        var chebyshev = new double[Math.Max(2, (2 * coefficients.Count) - 1)];
        chebyshev[1] = 0.5;
        for (var k = 0; k < coefficients.Count; k++)
        {
            chebyshev[2 * k] = coefficients[k];
        }

        return chebyshev;
    }

    // x = diag(scale)·h + shift of the layer before goes into x·W + b.
    private static (double[] Weight, double[] Bias) AbsorbInput(TrainedLayer layer, double[]? scale, double[]? shift)
    {
        double[] weight = [.. layer.Weight];
        double[] bias = [.. layer.Bias];
        for (var i = 0; i < layer.Inputs; i++)
        {
            for (var j = 0; j < layer.Outputs; j++)
            {
                ref var entry = ref weight[(i * layer.Outputs) + j];
                bias[j] += (shift?[i] ?? 0) * entry;
                entry *= scale?[i] ?? 1;
            }
        }

        return (weight, bias);
    }

    private static void ScaleOutput(double[] weight, double[] bias, TrainedNorm? norm, double range)
    {
        for (var j = 0; j < bias.Length; j++)
        {
            var scale = (norm?.Scale[j] ?? 1) / range;
            for (var at = j; at < weight.Length; at += bias.Length)
            {
                weight[at] *= scale;
            }

            bias[j] = (scale * bias[j]) + ((norm?.Shift[j] ?? 0) / range);
        }
    }
}
