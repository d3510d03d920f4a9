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

    /// <summary>Writes, or adds, this thread's elements of a tile, as far as they are in the triangle.</summary>
    /// <param name="aligned">Not 0 when every row of the matrix is whole quads.</param>
    public static void Store<T, S>(ArrayView<T> result, int aligned, int rows, int accumulate, int firstRow, int firstColumn, Tile<T> sum)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var (row, column) = (firstRow + (4 * InGroup.Row<S>()), firstColumn + (4 * InGroup.Column<S>()));
        StoreRow(result, aligned, rows, accumulate, row, column, sum.Row0);
        StoreRow(result, aligned, rows, accumulate, row + 1, column, sum.Row1);
        StoreRow(result, aligned, rows, accumulate, row + 2, column, sum.Row2);
        StoreRow(result, aligned, rows, accumulate, row + 3, column, sum.Row3);
    }

    /// <summary>This thread's elements of a tile, as far as they are in the triangle; 0 elsewhere.</summary>
    public static Tile<T> Load<T, S>(ArrayView<T> matrix, int aligned, int rows, int firstRow, int firstColumn)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var (row, column) = (firstRow + (4 * InGroup.Row<S>()), firstColumn + (4 * InGroup.Column<S>()));
        return new Tile<T>
        {
            Row0 = LoadRow(matrix, aligned, rows, row, column),
            Row1 = LoadRow(matrix, aligned, rows, row + 1, column),
            Row2 = LoadRow(matrix, aligned, rows, row + 2, column),
            Row3 = LoadRow(matrix, aligned, rows, row + 3, column),
        };
    }

    private static Quad<T> LoadRow<T>(ArrayView<T> matrix, int aligned, int rows, int row, int column)
        where T : unmanaged, INumber<T>
    {
        var values = default(Quad<T>);
        if (row < rows)
        {
            var at = ((long)row * rows) + column;
            if (aligned != 0 && column + 3 <= row)
            {
                values = Quad.At(matrix, at);
            }
            else
            {
                values.X = column <= row ? matrix[at] : T.Zero;
                values.Y = column + 1 <= row ? matrix[at + 1] : T.Zero;
                values.Z = column + 2 <= row ? matrix[at + 2] : T.Zero;
                values.W = column + 3 <= row ? matrix[at + 3] : T.Zero;
            }
        }

        return values;
    }

    private static void StoreRow<T>(ArrayView<T> result, int aligned, int rows, int accumulate, int row, int column, Quad<T> sum)
        where T : unmanaged, INumber<T>
    {
        if (row >= rows)
        {
            return;
        }

        var at = ((long)row * rows) + column;
        if (aligned != 0 && column + 3 <= row)
        {
            Quad.At(result, at) = accumulate != 0 ? Quad.Sum(Quad.At(result, at), sum) : sum;
            return;
        }

        Store(result, accumulate, at, column <= row, sum.X);
        Store(result, accumulate, at + 1, column + 1 <= row, sum.Y);
        Store(result, accumulate, at + 2, column + 2 <= row, sum.Z);
        Store(result, accumulate, at + 3, column + 3 <= row, sum.W);
    }

    private static void Store<T>(ArrayView<T> result, int accumulate, long at, bool isInside, T value)
        where T : unmanaged, INumber<T>
    {
        if (isInside)
        {
            result[at] = accumulate != 0 ? result[at] + value : value;
        }
    }
}
