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
        var slices = TileProduct.AllocateSlices<T>();
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
        var sum = TileProduct.Sum<T, S>(left, firstRow, right, firstColumn, a.Depth, slices);
        var (row, column) = (firstRow + (4 * InGroup.Row<S>()), firstColumn + (4 * InGroup.Column<S>()));
        StoreRow(a, work, row, column, sum.Row0);
        StoreRow(a, work, row + 1, column, sum.Row1);
        StoreRow(a, work, row + 2, column, sum.Row2);
        StoreRow(a, work, row + 3, column, sum.Row3);
    }

    private static void StoreRow<T>(MultiplyArguments<T> a, Work work, int row, int column, Quad<T> sum)
        where T : unmanaged, INumber<T>
    {
        if (row >= a.Rows)
        {
            return;
        }

        var result = a.Result.Of(work);
        var at = ((long)row * a.Columns) + column;
        if (a.Result.Aligned == 0)
        {
            Store(a, work, result, at, column, sum.X);
            Store(a, work, result, at + 1, column + 1, sum.Y);
            Store(a, work, result, at + 2, column + 2, sum.Z);
            Store(a, work, result, at + 3, column + 3, sum.W);
        }
        else if (column < a.Columns)
        {
            // Rows are whole quads: one is in the matrix or is not.
            var values = new Quad<T>
            {
                X = Value(a, work, column, sum.X),
                Y = Value(a, work, column + 1, sum.Y),
                Z = Value(a, work, column + 2, sum.Z),
                W = Value(a, work, column + 3, sum.W),
            };
            Quad.At(result, at) = a.Accumulate != 0 ? Quad.Sum(values, Quad.At(result, at)) : values;
        }
    }

    private static void Store<T>(MultiplyArguments<T> a, Work work, ArrayView<T> result, long at, int column, T sum)
        where T : unmanaged, INumber<T>
    {
        if (column < a.Columns)
        {
            var value = Value(a, work, column, sum);
            result[at] = a.Accumulate != 0 ? value + result[at] : value;
        }
    }

    private static T Value<T>(MultiplyArguments<T> a, Work work, int column, T sum)
        where T : unmanaged, INumber<T> =>
        a.HasBias != 0 ? (a.Scale * sum) + a.Bias.Of(work)[column] : a.Scale * sum;
}
