namespace SweepCluster.Training.PolynomialNetworks.Export;

/// <summary>One trained layer in double precision, as it was trained: nothing folded.</summary>
/// <param name="Weight">W, [inputs, outputs] row-major: y = x·W + b.</param>
/// <param name="Bias">b, [outputs].</param>
/// <param name="Norm">Null without batch norm.</param>
/// <param name="Coefficients">c_0 … of <see cref="PolynomialFit"/>'s basis; null for the last layer, which has no activation.</param>
public sealed record TrainedLayer(int Inputs, int Outputs, double[] Weight, double[] Bias, TrainedNorm? Norm, double[]? Coefficients);

/// <summary>Batch norm at inference, y = scale·x + shift per feature, of γ, β and the running statistics.</summary>
/// <param name="Scale">γ/√(v + ε).</param>
/// <param name="Shift">β − γ·μ/√(v + ε).</param>
public sealed record TrainedNorm(double[] Scale, double[] Shift)
{
    /// <param name="gamma">γ.</param>
    /// <param name="beta">β.</param>
    /// <param name="mean">Running mean μ.</param>
    /// <param name="variance">Running variance v.</param>
    public static TrainedNorm Of(double[] gamma, double[] beta, double[] mean, double[] variance)
    {
        var scale = new double[gamma.Length];
        var shift = new double[gamma.Length];
        for (var j = 0; j < scale.Length; j++)
        {
            scale[j] = gamma[j] / Math.Sqrt(variance[j] + Compute.Network.BatchNorm<double>.Epsilon);
            shift[j] = beta[j] - (scale[j] * mean[j]);
        }

        return new TrainedNorm(scale, shift);
    }
}
