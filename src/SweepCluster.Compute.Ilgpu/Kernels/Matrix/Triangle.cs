using System.Numerics;
using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels.Matrix;

/// <summary>The tiles of a lower triangle, numbered row by row.</summary>
internal static class Triangle
{
    public static (int Row, int Column) Place(int tile)
    {
        // Found by counting: there are at most some hundred rows of tiles, and a rounded square root may be one off.
        var row = 0;
        var before = 0;
        while (before + row + 1 <= tile)
        {
            before += row + 1;
            row++;
        }

        return (row, tile - before);
    }

    /// <summary>Writes, or adds, four elements of a row, as far as they are in the triangle.</summary>
    public static void StoreRow<T, S>(ArrayView<T> result, int rows, int accumulate, int row, int column, Quad<T> sum)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        Store(result, rows, accumulate, row, column, sum.X);
        Store(result, rows, accumulate, row, column + S.Edge, sum.Y);
        Store(result, rows, accumulate, row, column + (2 * S.Edge), sum.Z);
        Store(result, rows, accumulate, row, column + (3 * S.Edge), sum.W);
    }

    private static void Store<T>(ArrayView<T> result, int rows, int accumulate, int row, int column, T value)
        where T : unmanaged, INumber<T>
    {
        if (row < rows && column <= row)
        {
            var at = ((long)row * rows) + column;
            result[at] = accumulate != 0 ? result[at] + value : value;
        }
    }
}
