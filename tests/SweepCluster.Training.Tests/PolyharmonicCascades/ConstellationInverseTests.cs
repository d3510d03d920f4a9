using SweepCluster.Domain.Randomness;
using SweepCluster.Training.PolyharmonicCascades;

namespace SweepCluster.Training.Tests.PolyharmonicCascades;

public class ConstellationInverseTests
{
    private const int Count = 30;
    private const int Dimension = 3;

    [Theory]
    [InlineData(5, 400, 0)]
    [InlineData(5, 400, 1e-2)]
    [InlineData(2, 50, 0)]
    [InlineData(5, 30, 0)]
    public void The_inverse_times_the_kernel_is_the_identity(double b, double c, double sigma2)
    {
        var points = Points();
        var inverse = ConstellationInverse.Of(points, Dimension, b, c, sigma2);

        Assert.NotNull(inverse);
        for (var i = 0; i < Count; i++)
        {
            for (var j = 0; j < Count; j++)
            {
                var product = 0.0;
                for (var k = 0; k < Count; k++)
                {
                    product += inverse.U[(i * Count) + k] * (Kernel(points, k, j, b, c) + (k == j ? sigma2 : 0));
                }

                Assert.Equal(i == j ? 1 : 0, product, 1e-6);
            }

            Assert.Equal(c * Enumerable.Range(0, Count).Sum(k => inverse.U[(k * Count) + i]), inverse.ConstantRow[i], 1e-7);
        }
    }

    [Fact]
    public void With_an_infinite_c_constants_are_reproduced()
    {
        var inverse = ConstellationInverse.Of(Points(), Dimension, 5, double.PositiveInfinity, 0);

        Assert.NotNull(inverse);
        Assert.Equal(1, inverse.ConstantRow.Sum(), 1e-10);
        for (var row = 0; row < Count; row++)
        {
            Assert.Equal(0, inverse.U.AsSpan(row * Count, Count).ToArray().Sum(), 1e-8);
        }
    }

    [Fact]
    public void Equal_points_have_no_inverse_until_a_little_is_added_to_the_diagonal()
    {
        var points = Points();
        points.AsSpan(0, Dimension).CopyTo(points.AsSpan(Dimension));

        Assert.Null(ConstellationInverse.Of(points, Dimension, 5, 400, 0));
        Assert.NotNull(ConstellationInverse.Of(points, Dimension, 5, 400, 1e-3));
    }

    [Fact]
    public void Points_that_almost_coincide_have_none_either()
    {
        var points = Points();
        points.AsSpan(0, Dimension).CopyTo(points.AsSpan(Dimension));
        points[0] += 1e-7;

        Assert.Null(ConstellationInverse.Of(points, Dimension, 5, 400, 0));
    }

    private static double Kernel(double[] points, int i, int j, double b, double c)
    {
        var m = 0.0;
        for (var axis = 0; axis < Dimension; axis++)
        {
            m += Math.Pow(points[(i * Dimension) + axis] - points[(j * Dimension) + axis], 2);
        }

        return m == 0 ? c : (0.5 * m * (Math.Log(m) - (2 * b))) + c;
    }

    private static double[] Points()
    {
        var random = new RandomStream(2, RandomPurpose.Constellation);
        return [.. Enumerable.Range(0, Count * Dimension).Select(_ => random.NextUniform(-0.6, 0.6))];
    }
}
