using System.Numerics;
using System.Runtime.InteropServices;

namespace SweepCluster.Training.PolyharmonicCascades;

/// <summary>
/// U = (K(C) + σ²E)⁻¹ and the row c 1ᵀU of any constellation, both from the inverse of the bordered matrix
/// [[K₀ + σ²E, 1], [1ᵀ, −1/c]] with K₀ = K − c: that needs no large numbers and allows c = ∞. It is indefinite, so
/// elimination with pivots takes the place of Cholesky; whether K itself is positive definite is not asked, because
/// training shows what follows when it is not.
/// </summary>
/// <param name="U">k×k, row-major.</param>
/// <param name="ConstantRow">c 1ᵀU, k values.</param>
internal sealed record ConstellationInverse(double[] U, double[] ConstantRow)
{
    private const double SmallestDistance = 1e-10;

    // With a condition of more than this float64 leaves U fewer than four digits.
    private const double LargestCondition = 1e12;

    /// <param name="points">C, row-major k×n.</param>
    /// <returns>Null where the matrix is singular or too close to it.</returns>
    public static ConstellationInverse? Of(ReadOnlySpan<double> points, int dimension, double b, double c, double sigma2)
    {
        var count = points.Length / dimension;
        var size = count + 1;
        var matrix = Bordered(points, dimension, b, c, sigma2);
        var norm = OneNorm(matrix, size);
        if (!TryInvert(matrix, size) || !(norm * OneNorm(matrix, size) <= LargestCondition))
        {
            return null;
        }

        var u = new double[count * count];
        for (var row = 0; row < count; row++)
        {
            matrix.AsSpan(row * size, count).CopyTo(u.AsSpan(row * count));
        }

        return new ConstellationInverse(u, matrix.AsSpan(count * size, count).ToArray());
    }

    private static double[] Bordered(ReadOnlySpan<double> points, int dimension, double b, double c, double sigma2)
    {
        var count = points.Length / dimension;
        var size = count + 1;
        var matrix = new double[size * size];
        for (var i = 0; i < count; i++)
        {
            var first = points.Slice(i * dimension, dimension);
            for (var j = 0; j <= i; j++)
            {
                var second = points.Slice(j * dimension, dimension);
                var squares = 0.0;
                for (var axis = 0; axis < dimension; axis++)
                {
                    var difference = first[axis] - second[axis];
                    squares += difference * difference;
                }

                var m = Math.Max(squares, SmallestDistance);
                var value = (0.5 * m * (Math.Log(m) - (2 * b))) + (i == j ? sigma2 : 0);
                matrix[(i * size) + j] = matrix[(j * size) + i] = value;
            }

            matrix[(i * size) + count] = matrix[(count * size) + i] = 1;
        }

        matrix[^1] = -1 / c;
        return matrix;
    }

    private static double OneNorm(double[] matrix, int size)
    {
        // Symmetric: the largest row sum is the largest column sum.
        var largest = 0.0;
        for (var row = 0; row < size; row++)
        {
            var sum = 0.0;
            foreach (var value in matrix.AsSpan(row * size, size))
            {
                sum += Math.Abs(value);
            }

            largest = Math.Max(largest, sum);
        }

        return largest;
    }

    // Gauss and Jordan in place, with row pivots; the column swaps are undone at the end.
    private static bool TryInvert(double[] matrix, int size)
    {
        var pivots = new int[size];
        for (var k = 0; k < size; k++)
        {
            var pivotRow = LargestInColumn(matrix, size, k);
            pivots[k] = pivotRow;
            Swap(matrix.AsSpan(k * size, size), matrix.AsSpan(pivotRow * size, size));
            var pivot = matrix[(k * size) + k];
            if (pivot == 0 || !double.IsFinite(pivot))
            {
                return false;
            }

            var own = matrix.AsSpan(k * size, size);
            own[k] = 1;
            Scale(own, 1 / pivot);
            for (var row = 0; row < size; row++)
            {
                if (row != k)
                {
                    var other = matrix.AsSpan(row * size, size);
                    var factor = other[k];
                    other[k] = 0;
                    AddScaled(other, own, -factor);
                }
            }
        }

        for (var k = size - 1; k >= 0; k--)
        {
            for (var row = 0; pivots[k] != k && row < size; row++)
            {
                ref var left = ref matrix[(row * size) + k];
                ref var right = ref matrix[(row * size) + pivots[k]];
                (left, right) = (right, left);
            }
        }

        return true;
    }

    private static int LargestInColumn(double[] matrix, int size, int column)
    {
        var best = column;
        for (var row = column + 1; row < size; row++)
        {
            best = Math.Abs(matrix[(row * size) + column]) > Math.Abs(matrix[(best * size) + column]) ? row : best;
        }

        return best;
    }

    private static void Swap(Span<double> left, Span<double> right)
    {
        for (var i = 0; i < left.Length; i++)
        {
            (left[i], right[i]) = (right[i], left[i]);
        }
    }

    private static void Scale(Span<double> values, double factor)
    {
        foreach (ref var value in values)
        {
            value *= factor;
        }
    }

    private static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        var wideTarget = MemoryMarshal.Cast<double, Vector<double>>(target);
        var wideSource = MemoryMarshal.Cast<double, Vector<double>>(source);
        for (var i = 0; i < wideTarget.Length; i++)
        {
            wideTarget[i] += wideSource[i] * factor;
        }

        for (var i = wideTarget.Length * Vector<double>.Count; i < target.Length; i++)
        {
            target[i] += source[i] * factor;
        }
    }
}
