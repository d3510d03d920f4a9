using System.Numerics;
using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels.Matrix;

internal readonly struct SolveArguments<T>
    where T : unmanaged
{
    public Operand<T> Factor { get; init; }

    public Operand<T> Right { get; init; }

    public int Matrices { get; init; }

    public int Rows { get; init; }

    public int Columns { get; init; }
}

/// <summary>
/// Substitution forward and back, one group for each right-hand side, by blocks of rows: a block is solved in shared
/// memory, and then taken from all rows that follow at once. Every entry is a sum in the order of substitution.
/// </summary>
internal static class SolveKernel
{
    private const int Block = 32;

    [DeviceKernel]
    public static void Run<T, S>(Frame frame, SolveArguments<T> a)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var diagonal = SharedMemory.Allocate<T>(Block * (Block + 1));
        var solved = SharedMemory.Allocate<T>(Block);
        var work = frame.Take(a.Columns, a.Matrices);
        if (work.IsRetired)
        {
            return;
        }

        var factor = a.Factor.Of(work);
        var x = a.Right.Of(work).SubView(work.Part);
        var blocks = (a.Rows + Block - 1) / Block;
        for (var block = 0; block < blocks; block++)
        {
            var first = block * Block;
            var count = Load<T, S>(a, factor, x, first, diagonal, solved);
            for (var k = 0; k < count; k++)
            {
                Eliminate<T, S>(k, k + 1, count, diagonal, solved, 1, Block + 1);
            }

            Store<T, S>(a, x, first, count, solved);
            for (var row = first + count + Group.IdxX; row < a.Rows; row += S.Edge * S.Edge)
            {
                var value = x[(long)row * a.Columns];
                for (var k = 0; k < count; k++)
                {
                    value -= factor[((long)row * a.Rows) + first + k] * solved[k];
                }

                x[(long)row * a.Columns] = value;
            }
        }

        for (var block = blocks - 1; block >= 0; block--)
        {
            var first = block * Block;
            var count = Load<T, S>(a, factor, x, first, diagonal, solved);
            for (var k = count - 1; k >= 0; k--)
            {
                Eliminate<T, S>(k, 0, k, diagonal, solved, Block + 1, 1);
            }

            Store<T, S>(a, x, first, count, solved);
            for (var row = Group.IdxX; row < first; row += S.Edge * S.Edge)
            {
                var value = x[(long)row * a.Columns];
                for (var k = count - 1; k >= 0; k--)
                {
                    value -= factor[((long)(first + k) * a.Rows) + row] * solved[k];
                }

                x[(long)row * a.Columns] = value;
            }
        }
    }

    /// <summary>The block on the diagonal and the right-hand side beside it, once all have written theirs; returns its rows.</summary>
    private static int Load<T, S>(SolveArguments<T> a, ArrayView<T> factor, ArrayView<T> x, int first, ArrayView<T> diagonal, ArrayView<T> solved)
        where T : unmanaged
        where S : struct, IGroupShape
    {
        var count = a.Rows - first < Block ? a.Rows - first : Block;
        Group.Barrier();
        for (var i = InGroup.Row<S>(); i < count; i += S.Edge)
        {
            for (var j = InGroup.Column<S>(); j <= i; j += S.Edge)
            {
                diagonal[(i * (Block + 1)) + j] = factor[((long)(first + i) * a.Rows) + first + j];
            }
        }

        for (var i = Group.IdxX; i < count; i += S.Edge * S.Edge)
        {
            solved[i] = x[(long)(first + i) * a.Columns];
        }

        Group.Barrier();
        return count;
    }

    /// <summary>Solves a block's row k, and takes it from some others, whose factors lie a step apart.</summary>
    private static void Eliminate<T, S>(int k, int from, int to, ArrayView<T> diagonal, ArrayView<T> solved, int kStep, int step)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var value = solved[k] / diagonal[k * (Block + 2)];
        Group.Barrier();
        if (Group.IdxX == 0)
        {
            solved[k] = value;
        }

        for (var i = from + Group.IdxX; i < to; i += S.Edge * S.Edge)
        {
            solved[i] -= diagonal[(i * step) + (k * kStep)] * value;
        }

        Group.Barrier();
    }

    private static void Store<T, S>(SolveArguments<T> a, ArrayView<T> x, int first, int count, ArrayView<T> solved)
        where T : unmanaged
        where S : struct, IGroupShape
    {
        for (var i = Group.IdxX; i < count; i += S.Edge * S.Edge)
        {
            x[(long)(first + i) * a.Columns] = solved[i];
        }
    }
}
