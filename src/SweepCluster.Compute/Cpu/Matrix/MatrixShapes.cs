namespace SweepCluster.Compute.Cpu.Matrix;

/// <summary>Refuses operands whose shapes do not fit, and names them.</summary>
internal static class MatrixShapes
{
    public static void CheckProduct<T>(
        int population,
        DeviceArray<T> left,
        bool transposeLeft,
        DeviceArray<T> right,
        bool transposeRight,
        DeviceArray<T> result,
        DeviceArray<T>? bias)
        where T : unmanaged
    {
        var (rows, depth) = transposeLeft ? (left.Columns, left.Rows) : (left.Rows, left.Columns);
        var (rightDepth, columns) = transposeRight ? (right.Columns, right.Rows) : (right.Rows, right.Columns);
        var fits = rows == result.Rows && columns == result.Columns && depth == rightDepth
            && Serves(left, population, result) && Serves(right, population, result) && IsOwn(result, population)
            && (bias is null || (bias.Rows == 1 && bias.Columns == columns && Serves(bias, population, result)));
        if (!fits)
        {
            throw new ArgumentException(
                $"Population {population}: {left}{(transposeLeft ? "ᵀ" : "")} · {right}{(transposeRight ? "ᵀ" : "")}"
                + $"{(bias is null ? "" : $" + {bias}")} does not fit {result}.");
        }
    }

    public static void CheckGramProducts<T>(
        int population, ReadOnlySpan<DeviceArray<T>> h, ReadOnlySpan<DeviceArray<T>> g, DeviceArray<T> result)
        where T : unmanaged
    {
        if (h.Length != g.Length)
        {
            throw new ArgumentException($"{h.Length} matrices H and {g.Length} matrices G: there must be as many of each.");
        }

        CheckSquare(population, result);
        for (var layer = 0; layer < h.Length; layer++)
        {
            if (h[layer].Rows != result.Rows || g[layer].Rows != result.Rows
                || !Serves(h[layer], population, result) || !Serves(g[layer], population, result))
            {
                throw new ArgumentException($"Population {population}: H {h[layer]} and G {g[layer]} do not fit {result}.");
            }
        }
    }

    /// <summary>One value for each matrix, or one for all where it is only read.</summary>
    public static void CheckValues<T, TValue>(
        int population, DeviceArray<T> matrix, DeviceArray<TValue> values, bool shared)
        where T : unmanaged
        where TValue : unmanaged
    {
        CheckSquare(population, matrix);
        var fits = values.Rows == 1 && values.Columns == 1
            && (values.Population == population || (shared && values.Population == 1))
            && (values.Matrices == matrix.Matrices || (shared && values.Matrices == 1));
        if (!fits)
        {
            throw new ArgumentException($"Population {population}: {values} does not hold one value for each matrix of {matrix}.");
        }
    }

    public static void CheckSolve<T>(int population, DeviceArray<T> factor, DeviceArray<T> right)
        where T : unmanaged
    {
        if (factor.Rows != factor.Columns || factor.Rows != right.Rows
            || !Serves(factor, population, right) || !IsOwn(right, population))
        {
            throw new ArgumentException($"Population {population}: the factor {factor} does not fit the right-hand side {right}.");
        }
    }

    private static void CheckSquare<T>(int population, DeviceArray<T> matrix)
        where T : unmanaged
    {
        if (matrix.Rows != matrix.Columns || !IsOwn(matrix, population))
        {
            throw new ArgumentException($"Population {population}: {matrix} does not hold square matrices of every member.");
        }
    }

    private static bool IsOwn<T>(DeviceArray<T> array, int population)
        where T : unmanaged => array.Population == population;

    private static bool Serves<T>(DeviceArray<T> operand, int population, DeviceArray<T> result)
        where T : unmanaged =>
        (operand.Population == population || operand.Population == 1)
        && (operand.Matrices == result.Matrices || operand.Matrices == 1);
}
