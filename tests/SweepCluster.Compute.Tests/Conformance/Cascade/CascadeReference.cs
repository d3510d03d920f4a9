using SweepCluster.Domain.Randomness;

namespace SweepCluster.Compute.Tests.Conformance.Cascade;

/// <summary>The polyharmonic kernel and its inverse the long way, in float64.</summary>
internal static class CascadeReference
{
    private const double SmallestDistance = 1e-10;

    public static double Kernel(double m, double b, double c) => m == 0 ? c : (0.5 * m * (Math.Log(m) - (2 * b))) + c;

    public static double Theta(double m, double b) => Math.Log(Math.Max(m, SmallestDistance)) - (2 * b) + 1;

    public static double SquaredDistance(double[,] left, int i, double[,] right, int j)
    {
        var sum = 0.0;
        for (var axis = 0; axis < left.GetLength(1); axis++)
        {
            sum += Math.Pow(left[i, axis] - right[j, axis], 2);
        }

        return sum;
    }

    public static double[,] Kernel(double[,] x, double[,] points, double b, double c) =>
        Map(x.GetLength(0), points.GetLength(0), (i, j) => Kernel(SquaredDistance(x, i, points, j), b, c));

    public static double[,] Octahedron(int n) =>
        Map((2 * n) + 1, n, (i, j) => i == j + 1 ? -1 : i == j + 1 + n ? 1 : 0);

    public static double[,] Multiply(double[,] left, double[,] right) => Map(left.GetLength(0), right.GetLength(1), (i, j) =>
    {
        var sum = 0.0;
        for (var k = 0; k < left.GetLength(1); k++)
        {
            sum += left[i, k] * right[k, j];
        }

        return sum;
    });

    /// <summary>By elimination with row pivots of [A | E].</summary>
    public static double[,] Inverse(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        var wide = Map(size, 2 * size, (i, j) => j < size ? matrix[i, j] : j - size == i ? 1 : 0);
        for (var k = 0; k < size; k++)
        {
            var pivot = Enumerable.Range(k, size - k).MaxBy(row => Math.Abs(wide[row, k]));
            for (var column = 0; column < 2 * size; column++)
            {
                (wide[k, column], wide[pivot, column]) = (wide[pivot, column], wide[k, column]);
            }

            for (var row = 0; row < size; row++)
            {
                var factor = row == k ? 0 : wide[row, k] / wide[k, k];
                for (var column = k; factor != 0 && column < 2 * size; column++)
                {
                    wide[row, column] -= factor * wide[k, column];
                }
            }
        }

        return Map(size, size, (i, j) => wide[i, j + size] / wide[i, i]);
    }

    public static double[,] Map(int rows, int columns, Func<int, int, double> value)
    {
        var result = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                result[i, j] = value(i, j);
            }
        }

        return result;
    }

    public static double[,] Uniform(int rows, int columns, uint stream, double scale = 1)
    {
        var random = new RandomStream(5, RandomPurpose.Dataset, stream);
        return Map(rows, columns, (_, _) => random.NextUniform(-scale, scale));
    }
}
