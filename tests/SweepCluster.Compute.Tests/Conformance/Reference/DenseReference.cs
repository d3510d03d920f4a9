namespace SweepCluster.Compute.Tests.Conformance.Reference;

/// <summary>The definitions of dense linear algebra in float64, one loop an index.</summary>
internal static class DenseReference
{
    /// <summary>left · right, and for each element Σ|left||right|: the scale of its rounding errors.</summary>
    public static (double[,] Value, double[,] Magnitude) Multiply(double[,] left, double[,] right)
    {
        var value = new double[left.GetLength(0), right.GetLength(1)];
        var magnitude = new double[left.GetLength(0), right.GetLength(1)];
        for (var i = 0; i < left.GetLength(0); i++)
        {
            for (var j = 0; j < right.GetLength(1); j++)
            {
                for (var l = 0; l < left.GetLength(1); l++)
                {
                    value[i, j] += left[i, l] * right[l, j];
                    magnitude[i, j] += Math.Abs(left[i, l] * right[l, j]);
                }
            }
        }

        return (value, magnitude);
    }

    public static double[,] Transpose(double[,] matrix)
    {
        var result = new double[matrix.GetLength(1), matrix.GetLength(0)];
        for (var i = 0; i < matrix.GetLength(0); i++)
        {
            for (var j = 0; j < matrix.GetLength(1); j++)
            {
                result[j, i] = matrix[i, j];
            }
        }

        return result;
    }

    /// <summary>L with L Lᵀ = matrix, row by row.</summary>
    public static double[,] Cholesky(double[,] matrix)
    {
        var order = matrix.GetLength(0);
        var factor = new double[order, order];
        for (var i = 0; i < order; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++)
                {
                    sum -= factor[i, k] * factor[j, k];
                }

                factor[i, j] = i == j ? Math.Sqrt(sum) : sum / factor[j, j];
            }
        }

        return factor;
    }
}
