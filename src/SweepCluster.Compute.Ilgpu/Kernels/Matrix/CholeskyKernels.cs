using System.Numerics;
using ILGPU;
using SweepCluster.Compute.Ilgpu.Arithmetic;

namespace SweepCluster.Compute.Ilgpu.Kernels.Matrix;

internal readonly struct CholeskyArguments<T>
    where T : unmanaged
{
    public Operand<T> Matrix { get; init; }

    public Operand<int> Failed { get; init; }

    public int Matrices { get; init; }

    public int Rows { get; init; }

    /// <summary>First column of the block that is factored.</summary>
    public int Column { get; init; }
}

/// <summary>
/// Cholesky of the lower triangle, right-looking. A small matrix is factored by one group in shared memory, packed
/// row by row; a large one by blocks of columns: the block on the diagonal, the rows below it, and what remains.
/// </summary>
internal static class CholeskyKernels
{
    /// <summary>Columns of a block: whole quads.</summary>
    public const int Block = 32;

    private const int BlockLength = Block * (Block + 1) / 2;

    /// <summary>The whole matrix, one group each; dynamic shared memory holds its triangle.</summary>
    [DeviceKernel]
    public static void Whole<T, R, S>(Frame frame, CholeskyArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var packed = SharedMemory.GetDynamic<T>();
        var work = frame.Take(1, a.Matrices);
        if (work.IsRetired)
        {
            return;
        }

        var failure = Factor<T, R, S>(a.Matrix.Of(work), a.Rows, 0, a.Rows, packed);
        if (Group.IdxX == 0)
        {
            a.Failed.Of(work)[0] = failure;
        }
    }

    /// <summary>The block on the diagonal, one group for each matrix.</summary>
    [DeviceKernel]
    public static void Diagonal<T, R, S>(Frame frame, CholeskyArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var packed = SharedMemory.Allocate<T>(BlockLength);
        var work = frame.Take(1, a.Matrices);
        if (work.IsRetired)
        {
            return;
        }

        var failed = a.Failed.Of(work);
        var before = a.Column == 0 ? 0 : failed[0];
        if (before == 0)
        {
            var count = a.Rows - a.Column < Block ? a.Rows - a.Column : Block;
            var failure = Factor<T, R, S>(a.Matrix.Of(work), a.Rows, a.Column, count, packed);
            if (Group.IdxX == 0)
            {
                failed[0] = failure == 0 ? 0 : a.Column + failure;
            }
        }
    }

    /// <summary>The rows below the block, one thread each: x Lᵀ = a.</summary>
    [DeviceKernel]
    public static void Below<T, S>(Frame frame, CholeskyArguments<T> a)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var packed = SharedMemory.Allocate<T>(BlockLength);
        var below = a.Rows - a.Column - Block;
        var parts = (below + (S.Edge * S.Edge) - 1) / (S.Edge * S.Edge);
        var work = frame.Take(parts, a.Matrices);
        if (work.IsRetired)
        {
            return;
        }

        if (a.Failed.Of(work)[0] != 0)
        {
            return;
        }

        var values = a.Matrix.Of(work);
        Load<T, S>(values, a.Rows, a.Column, Block, packed);
        Group.Barrier();
        var row = work.First<S>();
        if (row < below)
        {
            var x = values.SubView(((long)(a.Column + Block + row) * a.Rows) + a.Column);
            for (var j = 0; j < Block; j++)
            {
                var value = x[j];
                for (var k = 0; k < j; k++)
                {
                    value -= x[k] * packed[(j * (j + 1) / 2) + k];
                }

                x[j] = value / packed[(j * (j + 1) / 2) + j];
            }
        }
    }

    /// <summary>Takes the block's product with itself from what remains, one group for each tile of the triangle.</summary>
    [DeviceKernel]
    public static void Remaining<T, S>(Frame frame, CholeskyArguments<T> a)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var slices = TileProduct.AllocateSlices<T>();
        var span = TileProduct.Span<S>();
        var first = a.Column + Block;
        var remaining = a.Rows - first;
        var down = (remaining + span - 1) / span;
        var tiles = down * (down + 1) / 2;
        var work = frame.Take(tiles, a.Matrices);
        if (work.IsRetired)
        {
            return;
        }

        if (a.Failed.Of(work)[0] != 0)
        {
            return;
        }

        var (tileRow, tileColumn) = Triangle.Place(work.Part);
        var values = a.Matrix.Of(work);
        var side = new Side<T>(values.SubView(a.Column), a.Rows, a.Rows, 0, a.Matrix.Aligned);
        var (firstRow, firstColumn) = (first + (tileRow * span), first + (tileColumn * span));
        var sum = TileProduct.Sum<T, S>(side, firstRow, side, firstColumn, Block, slices);
        var minus = new Quad<T> { X = -T.One, Y = -T.One, Z = -T.One, W = -T.One };
        var taken = Tile<T>.Product(new Tile<T> { Row0 = minus, Row1 = minus, Row2 = minus, Row3 = minus }, sum);
        Triangle.Store<T, S>(values, a.Matrix.Aligned, a.Rows, 1, firstRow, firstColumn, taken);
    }

    // Returns 0, or 1 + the first row whose pivot is not positive and finite.
    private static int Factor<T, R, S>(ArrayView<T> matrix, int rows, int first, int count, ArrayView<T> packed)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        Load<T, S>(matrix, rows, first, count, packed);
        var (x, y) = (InGroup.Column<S>(), InGroup.Row<S>());
        var failure = 0;
        for (var k = 0; k < count && failure == 0; k++)
        {
            Group.Barrier();
            var pivot = packed[(k * (k + 1) / 2) + k];
            Group.Barrier();
            if (!(pivot > T.Zero) || !R.IsFinite(pivot))
            {
                failure = k + 1;
            }
            else
            {
                var root = R.Sqrt(pivot);
                for (var i = k + Group.IdxX; i < count; i += S.Edge * S.Edge)
                {
                    var at = (i * (i + 1) / 2) + k;
                    packed[at] = i == k ? root : packed[at] / root;
                }

                Group.Barrier();
                for (var i = k + 1 + y; i < count; i += S.Edge)
                {
                    var row = i * (i + 1) / 2;
                    var factor = packed[row + k];
                    for (var j = k + 1 + x; j <= i; j += S.Edge)
                    {
                        packed[row + j] -= factor * packed[(j * (j + 1) / 2) + k];
                    }
                }
            }
        }

        Group.Barrier();
        for (var i = y; i < count; i += S.Edge)
        {
            for (var j = x; j <= i; j += S.Edge)
            {
                matrix[((long)(first + i) * rows) + first + j] = packed[(i * (i + 1) / 2) + j];
            }
        }

        return failure;
    }

    private static void Load<T, S>(ArrayView<T> matrix, int rows, int first, int count, ArrayView<T> packed)
        where T : unmanaged
        where S : struct, IGroupShape
    {
        for (var i = InGroup.Row<S>(); i < count; i += S.Edge)
        {
            for (var j = InGroup.Column<S>(); j <= i; j += S.Edge)
            {
                packed[(i * (i + 1) / 2) + j] = matrix[((long)(first + i) * rows) + first + j];
            }
        }
    }
}
