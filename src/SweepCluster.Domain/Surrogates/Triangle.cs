using System.Runtime.Intrinsics;

namespace SweepCluster.Domain.Surrogates;

/// <summary>
/// The Cholesky factor L of a symmetric positive definite matrix B = LLᵀ. Sums run over four fixed lanes, so that
/// every machine rounds alike.
/// </summary>
internal sealed class Triangle
{
    private readonly double[][] _rows;

    private Triangle(double[][] rows) => _rows = rows;

    /// <summary>Σ log Lᵢᵢ, half the logarithm of the determinant of B.</summary>
    public double HalfLogDeterminant => _rows.Sum(row => Math.Log(row[^1]));

    /// <param name="rows">The lower half of B, row i of length i + 1; overwritten.</param>
    /// <exception cref="ArithmeticException">B is not positive definite.</exception>
    public static Triangle Factor(double[][] rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            for (var j = 0; j < i; j++)
            {
                row[j] = (row[j] - Dot(row.AsSpan(0, j), rows[j].AsSpan(0, j))) / rows[j][j];
            }

            var square = row[i] - Dot(row.AsSpan(0, i), row.AsSpan(0, i));
            row[i] = square > 0 ? Math.Sqrt(square) : throw new ArithmeticException("The matrix is not positive definite.");
        }

        return new Triangle(rows);
    }

    /// <summary>Replaces b by L⁻¹b.</summary>
    public void SolveLower(Span<double> b)
    {
        for (var i = 0; i < b.Length; i++)
        {
            b[i] = (b[i] - Dot(_rows[i].AsSpan(0, i), b[..i])) / _rows[i][i];
        }
    }

    /// <summary>Replaces b by L⁻ᵀb.</summary>
    public void SolveUpper(Span<double> b)
    {
        for (var i = b.Length - 1; i >= 0; i--)
        {
            var value = b[i] /= _rows[i][i];
            var row = _rows[i];
            for (var j = 0; j < i; j++)
            {
                b[j] -= row[j] * value;
            }
        }
    }

    /// <summary>The inner product of two vectors of one length.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var lanes = Vector256<double>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            lanes += Vector256.Create(a[i..]) * Vector256.Create(b[i..]);
        }

        var sum = lanes[0] + lanes[1] + (lanes[2] + lanes[3]);
        for (; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
