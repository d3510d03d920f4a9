namespace SweepCluster.Training.PolynomialNetworks.Export;

/// <summary>Evaluates a folded network in double precision, one sample after another: a reference, not a fast path.</summary>
/// <param name="Logits">[samples, classes] row-major.</param>
/// <param name="LargestValue">Largest |number| on the way: inputs, arguments and values of polynomials, logits.</param>
public sealed record FoldedEvaluation(double[] Logits, double LargestValue)
{
    /// <param name="features">[samples, inputs of the first layer] row-major, normalised as in training.</param>
    public static FoldedEvaluation Of(FoldedNetwork network, ReadOnlySpan<float> features)
    {
        var inputs = network.Layers[0].Inputs;
        var classes = network.Layers[^1].Outputs;
        var logits = new double[features.Length / inputs * classes];
        var largest = 0.0;
        var values = new double[inputs];
        for (var sample = 0; sample * inputs < features.Length; sample++)
        {
            for (var i = 0; i < inputs; i++)
            {
                values[i] = features[(sample * inputs) + i];
            }

            Evaluate(network, values, ref largest).CopyTo(logits, sample * classes);
        }

        return new FoldedEvaluation(logits, largest);
    }

    /// <summary>Σ c_k T_k(t) by Clenshaw's recurrence.</summary>
    public static double Chebyshev(ReadOnlySpan<double> coefficients, double t)
    {
        var (b1, b2) = (0.0, 0.0);
        for (var k = coefficients.Length - 1; k > 0; k--)
        {
            (b1, b2) = ((2 * t * b1) - b2 + coefficients[k], b1);
        }

        return (t * b1) - b2 + coefficients[0];
    }

    private static double[] Evaluate(FoldedNetwork network, double[] values, ref double largest)
    {
        largest = Largest(largest, values);
        foreach (var layer in network.Layers)
        {
            double[] sums = [.. layer.Bias];
            for (var i = 0; i < layer.Inputs; i++)
            {
                var row = layer.Weight.AsSpan(i * layer.Outputs, layer.Outputs);
                for (var j = 0; j < row.Length; j++)
                {
                    sums[j] += values[i] * row[j];
                }
            }

            largest = Largest(largest, sums);
            if (layer.Chebyshev is { } coefficients)
            {
                for (var j = 0; j < sums.Length; j++)
                {
                    sums[j] = Chebyshev(coefficients, sums[j]);
                }

                largest = Largest(largest, sums);
            }

            values = sums;
        }

        return values;
    }

    private static double Largest(double largest, double[] values)
    {
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }
}
