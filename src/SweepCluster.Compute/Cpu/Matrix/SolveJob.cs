using System.Numerics;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Cpu.Matrix;

/// <summary>
/// Forward and back substitution. One part takes a panel of right-hand sides of one matrix through both, in a
/// padded copy that the micro-kernel can read as it is.
/// </summary>
internal unsafe struct SolveJob<T, V, L> : ITeamJob
    where T : unmanaged, IFloatingPointIeee754<T>
    where V : struct
    where L : ILanes<V, T>
{
    private const int Block = 32;

    public Workspace<T>.Buffer* Buffers;
    public int* Members;
    public Matrices<T> Factor;
    public Matrices<T> Right;
    public int MatricesPerMember;
    public int Rows;
    public int Columns;

    public readonly int PanelsPerMatrix => (Columns + PanelColumns - 1) / PanelColumns;

    private readonly int PanelColumns => Columns <= L.Width ? L.Width : 2 * L.Width;

    public readonly void Run(int part)
    {
        var product = part / PanelsPerMatrix;
        var member = Members[product / MatricesPerMember];
        var matrix = product % MatricesPerMember;
        var column = part % PanelsPerMatrix * PanelColumns;
        var width = Math.Min(PanelColumns, Columns - column);
        if (Columns == 1)
        {
            TriangularVector<T, V, L>.SolveForward(Factor.At(member, matrix), Rows, Right.At(member, matrix));
            TriangularVector<T, V, L>.SolveBack(Factor.At(member, matrix), Rows, Right.At(member, matrix));
            return;
        }

        var x = Workspace<T>.Take(Buffers, ((long)Rows * PanelColumns) + Product<T, V, L>.ScratchLength);
        var scratch = x + ((long)Rows * PanelColumns);
        var right = Right.At(member, matrix) + column;
        for (var i = 0; i < Rows; i++)
        {
            var row = new Span<T>(x + ((long)i * PanelColumns), PanelColumns);
            new ReadOnlySpan<T>(right + ((long)i * Columns), width).CopyTo(row);
            row[width..].Clear();
        }

        var factor = Factor.At(member, matrix);
        SubstituteForward(factor, x, scratch);
        SubstituteBack(factor, x, scratch);
        for (var i = 0; i < Rows; i++)
        {
            new ReadOnlySpan<T>(x + ((long)i * PanelColumns), width).CopyTo(new Span<T>(right + ((long)i * Columns), width));
        }
    }

    private readonly void SubstituteForward(T* factor, T* x, T* scratch)
    {
        for (var first = 0; first < Rows; first += Block)
        {
            var end = Math.Min(first + Block, Rows);
            var rows = factor + ((long)first * Rows);
            Subtract(new Operand<T>(rows, Rows, 1), x, end - first, first, x + ((long)first * PanelColumns), scratch);
            for (var k = first; k < end; k++)
            {
                Divide(x + ((long)k * PanelColumns), factor[((long)k * Rows) + k]);
                for (var i = k + 1; i < end; i++)
                {
                    SubtractScaled(x + ((long)k * PanelColumns), factor[((long)i * Rows) + k], x + ((long)i * PanelColumns));
                }
            }
        }
    }

    private readonly void SubstituteBack(T* factor, T* x, T* scratch)
    {
        for (var first = (Rows - 1) / Block * Block; first >= 0; first -= Block)
        {
            var end = Math.Min(first + Block, Rows);
            for (var k = end - 1; k >= first; k--)
            {
                Divide(x + ((long)k * PanelColumns), factor[((long)k * Rows) + k]);
                for (var i = first; i < k; i++)
                {
                    SubtractScaled(x + ((long)k * PanelColumns), factor[((long)k * Rows) + i], x + ((long)i * PanelColumns));
                }
            }

            var rows = factor + ((long)first * Rows);
            Subtract(new Operand<T>(rows, 1, Rows), x + ((long)first * PanelColumns), first, end - first, x, scratch);
        }
    }

    private readonly void Subtract(Operand<T> left, T* right, int rows, int depth, T* result, T* scratch)
    {
        if (rows > 0 && depth > 0)
        {
            Product<T, V, L>.Multiply(
                left,
                new Operand<T>(right, 1, PanelColumns),
                rows,
                PanelColumns,
                depth,
                result,
                PanelColumns,
                T.NegativeOne,
                null,
                accumulate: true,
                scratch);
        }
    }

    private readonly void Divide(T* row, T divisor)
    {
        var divisors = L.Broadcast(divisor);
        for (var j = 0; j < PanelColumns; j += L.Width)
        {
            L.Store(row + j, L.Divide(L.Load(row + j), divisors));
        }
    }

    private readonly void SubtractScaled(T* source, T scale, T* destination)
    {
        var factor = L.Broadcast(-scale);
        for (var j = 0; j < PanelColumns; j += L.Width)
        {
            L.Store(destination + j, L.FusedMultiplyAdd(L.Load(source + j), factor, L.Load(destination + j)));
        }
    }
}
