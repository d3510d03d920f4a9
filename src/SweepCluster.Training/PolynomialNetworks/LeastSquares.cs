namespace SweepCluster.Training.PolynomialNetworks;

/// <summary>Linear least squares by Householder's QR factorisation.</summary>
internal static class LeastSquares
{
    /// <summary>The x with the least ‖A·x − b‖₂; both arguments are overwritten.</summary>
    /// <param name="a">[rows, columns], of full rank, with at least as many rows as columns.</param>
    /// <param name="b">[rows].</param>
    public static double[] Solve(double[,] a, double[] b)
    {
        var (rows, columns) = (a.GetLength(0), a.GetLength(1));
        var diagonal = new double[columns];
        for (var k = 0; k < columns; k++)
        {
            var norm = 0.0;
            for (var i = k; i < rows; i++)
            {
                norm += a[i, k] * a[i, k];
            }

            norm = Math.CopySign(Math.Sqrt(norm), -a[k, k]);
            diagonal[k] = norm;
            a[k, k] -= norm;
            var scale = -1 / (norm * a[k, k]);
            for (var j = k + 1; j < columns; j++)
            {
                var projection = 0.0;
                for (var i = k; i < rows; i++)
                {
                    projection += a[i, k] * a[i, j];
                }

                for (var i = k; i < rows; i++)
                {
                    a[i, j] -= projection * scale * a[i, k];
                }
            }

            var ofRight = 0.0;
            for (var i = k; i < rows; i++)
            {
                ofRight += a[i, k] * b[i];
            }

            for (var i = k; i < rows; i++)
            {
                b[i] -= ofRight * scale * a[i, k];
            }
        }

        return BackSubstitute(a, diagonal, b);
    }

    private static double[] BackSubstitute(double[,] upper, double[] diagonal, double[] b)
    {
        var x = new double[diagonal.Length];
        for (var k = x.Length - 1; k >= 0; k--)
        {
            var sum = b[k];
            for (var j = k + 1; j < x.Length; j++)
            {
                sum -= upper[k, j] * x[j];
            }

            x[k] = sum / diagonal[k];
        }

        return x;
    }
}
