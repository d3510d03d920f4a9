using System.Numerics;
using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels.Matrix;

/// <summary>result = scale · op(left) · op(right) + bias (+ result).</summary>
internal readonly struct MultiplyArguments<T>
    where T : unmanaged
{
    public Operand<T> Left { get; init; }

    public int LeftColumns { get; init; }

    public int TransposeLeft { get; init; }

    public Operand<T> Right { get; init; }

    public int RightColumns { get; init; }

    public int TransposeRight { get; init; }

    public Operand<T> Result { get; init; }

    public Operand<T> Bias { get; init; }

    public int HasBias { get; init; }

    public int Accumulate { get; init; }

    public int Matrices { get; init; }

    public int Rows { get; init; }

    public int Columns { get; init; }

    public int Depth { get; init; }

    public T Scale { get; init; }
}

/// <summary>One group for each tile of each matrix of each member.</summary>
internal static class MultiplyKernel
{
    [DeviceKernel]
    public static void Run<T, S>(Frame frame, MultiplyArguments<T> a)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var leftBuffer = SharedMemory.Allocate<T>(TileProduct.SharedLength);
        var rightBuffer = SharedMemory.Allocate<T>(TileProduct.SharedLength);
        var span = TileProduct.Span<S>();
        var across = (a.Columns + span - 1) / span;
        var tiles = across * ((a.Rows + span - 1) / span);
        var work = frame.Take(tiles, a.Matrices);
        if (work.IsRetired)
        {
            return;
        }

        var left = new Side<T>(a.Left.Of(work), a.Rows, a.LeftColumns, a.TransposeLeft, a.Left.Aligned);
        var right = new Side<T>(a.Right.Of(work), a.Columns, a.RightColumns, 1 - a.TransposeRight, a.Right.Aligned);
        var (firstRow, firstColumn) = (work.Part / across * span, work.Part % across * span);
        var sum = TileProduct.Sum<T, S>(left, firstRow, right, firstColumn, a.Depth, leftBuffer, rightBuffer);
        var row = firstRow + (Group.IdxX / S.Edge);
        var column = firstColumn + (Group.IdxX % S.Edge);
        StoreRow<T, S>(a, work, row, column, sum.Row0);
        StoreRow<T, S>(a, work, row + S.Edge, column, sum.Row1);
        StoreRow<T, S>(a, work, row + (2 * S.Edge), column, sum.Row2);
        StoreRow<T, S>(a, work, row + (3 * S.Edge), column, sum.Row3);
    }

    private static void StoreRow<T, S>(MultiplyArguments<T> a, Work work, int row, int column, Quad<T> sum)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        if (row < a.Rows)
        {
            Store(a, work, row, column, sum.X);
            Store(a, work, row, column + S.Edge, sum.Y);
            Store(a, work, row, column + (2 * S.Edge), sum.Z);
            Store(a, work, row, column + (3 * S.Edge), sum.W);
        }
    }

    private static void Store<T>(MultiplyArguments<T> a, Work work, int row, int column, T sum)
        where T : unmanaged, INumber<T>
    {
        if (column < a.Columns)
        {
            var result = a.Result.Of(work);
            var at = ((long)row * a.Columns) + column;
            var value = a.Scale * sum;
            if (a.HasBias != 0)
            {
                value += a.Bias.Of(work)[column];
            }

            result[at] = a.Accumulate != 0 ? value + result[at] : value;
        }
    }
}
