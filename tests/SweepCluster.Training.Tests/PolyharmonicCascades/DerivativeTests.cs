using SweepCluster.Training.PolyharmonicCascades;

namespace SweepCluster.Training.Tests.PolyharmonicCascades;

public class DerivativeTests
{
    private const int Rows = 6;
    private const double Difference = 1e-5;

    [Theory]
    [InlineData(ConstellationKind.Octahedron)]
    [InlineData(ConstellationKind.Random)]
    public void The_backward_pass_agrees_with_finite_differences(ConstellationKind constellation)
    {
        using var cascade = new TinyCascade(constellation, features: 3, hidden: [4, 4, 2], outputs: 2, Rows);
        cascade.Predict();
        cascade.Step.Differentiate();
        var gradients = cascade.Step.Gradients.Select(TinyCascade.Download).ToArray();

        for (var layer = 0; layer < cascade.Shape.Layers.Length - 1; layer++)
        {
            cascade.Predict();
            var width = cascade.Shape.Layers[layer].Width;
            var output = TinyCascade.Download(cascade.Step.Activations[layer].Output);
            for (var column = 0; column < width; column++)
            {
                var above = cascade.PredictFrom(layer, Moved(output, width, column, Difference));
                var below = cascade.PredictFrom(layer, Moved(output, width, column, -Difference));
                for (var row = 0; row < above.Length; row++)
                {
                    Assert.Equal((above[row] - below[row]) / (2 * Difference), gradients[layer][(row * width) + column], 1e-7);
                }
            }
        }
    }

    [Theory]
    [InlineData(ConstellationKind.Octahedron)]
    [InlineData(ConstellationKind.Random)]
    public void A_step_solves_the_normal_equations_of_Levenberg_and_Marquardt(ConstellationKind constellation)
    {
        const double alpha = 0.3;
        using var cascade = new TinyCascade(constellation, features: 2, hidden: [3], outputs: 1, Rows, alpha);
        var before = cascade.Parameters;
        var residuals = cascade.Predict().Zip(TinyCascade.Download(cascade.Targets), (x, t) => t - x).ToArray();
        var jacobian = before.Select((_, i) => Slope(cascade, before, i)).ToArray();

        cascade.Parameters = before;
        cascade.Step.Run(cascade.Input, cascade.Targets, step: 0);

        var change = cascade.Parameters.Zip(before, (after, old) => after - old).ToArray();
        for (var i = 0; i < change.Length; i++)
        {
            var left = alpha * change[i];
            for (var j = 0; j < change.Length; j++)
            {
                left += Dot(jacobian[i], jacobian[j]) * change[j];
            }

            Assert.Equal(Dot(jacobian[i], residuals), left, 1e-7);
        }

        Assert.True(change.Max(Math.Abs) > 0.01);
    }

    [Fact]
    public void Each_output_is_a_cascade_of_its_own()
    {
        using var cascade = new TinyCascade(ConstellationKind.Octahedron, features: 3, hidden: [4, 4], outputs: 2, Rows);
        var before = cascade.Predict();
        var parameters = cascade.Parameters;
        parameters[0] += 0.1;
        cascade.Parameters = parameters;

        var after = cascade.Predict();

        Assert.NotEqual(before[..Rows], after[..Rows]);
        Assert.Equal(before[Rows..], after[Rows..]);
    }

    private static double[] Moved(double[] output, int width, int column, double distance) =>
        [.. output.Select((value, i) => i % width == column ? value + distance : value)];

    private static double[] Slope(TinyCascade cascade, double[] parameters, int index)
    {
        var moved = parameters.ToArray();
        moved[index] = parameters[index] + Difference;
        cascade.Parameters = moved;
        var above = cascade.Predict();
        moved[index] = parameters[index] - Difference;
        cascade.Parameters = moved;
        return [.. above.Zip(cascade.Predict(), (high, low) => (high - low) / (2 * Difference))];
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();
}
