using System.Numerics;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Cpu.Matrix;

/// <summary>
/// The work on one panel of columns of one matrix. Within the panel it goes by blocks of <see cref="Block"/>
/// columns, whose triangles are inverted so that the rows below need products only. No larger ones: the inverse of
/// a triangle of 96 saves a tenth of the time and, near singularity, fails matrices that have a factor.
/// </summary>
internal readonly unsafe struct CholeskyPanel<T, V, L>(T* matrix, int order, T* inverses, T* scratch, T* packed = null)
    where T : unmanaged, IFloatingPointIeee754<T>
    where V : struct
    where L : ILanes<V, T>
{
    /// <summary>Columns of a panel: whole vectors, whole blocks and whole packed panels of rows.</summary>
    public const int Columns = 96;

    /// <summary>Elements for the inverted triangles of a panel.</summary>
    public const int InverseLength = Columns * Block;

    private const int Block = CholeskyBlock<T, V, L>.Order;
    // Columns to the left that are summed in registers at a time.
    private const int SliceDepth = 2 * Columns;
    private const int CopiedRows = 256;
    private const int CopyLength = CopiedRows * Block;

    public static long ScratchLength => Product<T, V, L>.ScratchLength + CopyLength;

    private static int PackedRows => PanelKernel<T, V, L>.Rows;

    /// <summary>Elements of the copy of a whole factor that <see cref="PackRight"/> and <see cref="PackLeft"/> fill.</summary>
    public static long PackedLength(int order) =>
        SliceOffset(order, ((order / SliceDepth) + 1) * SliceDepth) + ((long)Columns * (order + SliceDepth));

    /// <summary>Packs the panel's own rows of all columns to the left.</summary>
    public void PackRight(int column)
    {
        for (var first = 0; first < column; first += SliceDepth)
        {
            var depth = Math.Min(SliceDepth, column - first);
            var right = new Operand<T>(At(column, first), order, 1);
            Packing.Pack(right, Math.Min(Columns, order - column), depth, 2 * L.Width, RightSlice(first));
        }
    }

    /// <summary>Packs some solved rows of the panel, for the panels to come.</summary>
    public void PackLeft(int column, int row, int rowEnd)
    {
        var first = column / SliceDepth * SliceDepth;
        var to = LeftSlice(first, row) + ((column - first) * PackedRows);
        for (; row < rowEnd; row += PackedRows, to += PackedRows * SliceDepth)
        {
            var width = Math.Min(Columns, order - column);
            Packing.Pack(new Operand<T>(At(row, column), order, 1), Math.Min(PackedRows, rowEnd - row), width, PackedRows, to);
        }
    }

    /// <summary>
    /// Subtracts the products of all columns left of the panel from some rows of it. Reads the packed copy if there
    /// is one.
    /// </summary>
    public void Update(int column, int row, int rowEnd)
    {
        var width = Math.Min(Columns, order - column);
        for (var first = 0; first < column; first += SliceDepth)
        {
            var depth = Math.Min(SliceDepth, column - first);
            if (packed is null)
            {
                Subtract(column, width, first, first + depth, row, rowEnd);
                continue;
            }

            var tile = new Tile<T>
            {
                Depth = depth,
                Result = At(row, column),
                ResultRow = order,
                Scale = T.NegativeOne,
                Accumulate = true,
            };
            Product<T, V, L>.MultiplyPanels(
                &tile,
                new Operand<T>(LeftSlice(first, row), 1, PackedRows),
                PackedRows * SliceDepth,
                new Operand<T>(RightSlice(first), 1, 2 * L.Width),
                rightPacked: true,
                rowEnd - row,
                width,
                row - column);
        }
    }

    /// <summary>Factors the panel's diagonal block: 0, or 1 + the row of a pivot that is not positive and finite.</summary>
    public int FactorDiagonal(int column)
    {
        var end = Math.Min(column + Columns, order);
        for (var first = column; first < end; first += Block)
        {
            var width = Math.Min(Block, end - first);
            Subtract(first, width, column, first, first, end);
            var inverse = inverses + ((first - column) * Block);
            var failed = CholeskyBlock<T, V, L>.Factor(At(first, first), order, width, inverse, scratch);
            if (failed != 0)
            {
                return first + failed;
            }

            Apply(first, width, inverse, first + width, end);
        }

        return 0;
    }

    /// <summary>Solves some rows below the diagonal block for the panel's columns of the factor.</summary>
    public void Solve(int column, int row, int rowEnd)
    {
        var end = Math.Min(column + Columns, order);
        for (var first = column; first < end && row < rowEnd; first += Block)
        {
            var width = Math.Min(Block, end - first);
            Subtract(first, width, column, first, row, rowEnd);
            Apply(first, width, inverses + ((first - column) * Block), row, rowEnd);
        }
    }

    // A slice holds the rows from its own first column on, in whole panels.
    private static long SliceOffset(int order, int first)
    {
        var rows = ((long)order + PackedRows - 1) / PackedRows * PackedRows;
        return (first * rows) - ((long)first * (first - SliceDepth) / 2);
    }

    private T* LeftSlice(int first, int row) =>
        packed + SliceOffset(order, first) + ((long)(row - first) * SliceDepth);

    private T* RightSlice(int first) =>
        packed + SliceOffset(order, ((order / SliceDepth) + 1) * SliceDepth) + ((long)first * Columns);

    private T* At(int row, int column) => matrix + ((long)row * order) + column;

    // A[row..rowEnd, first..first+width] -= L[row..rowEnd, from..to] · L[first..first+width, from..to]ᵀ
    private void Subtract(int first, int width, int from, int to, int row, int rowEnd)
    {
        if (to > from && rowEnd > row)
        {
            Product<T, V, L>.Multiply(
                new Operand<T>(At(row, from), order, 1),
                new Operand<T>(At(first, from), order, 1),
                rowEnd - row,
                width,
                to - from,
                At(row, first),
                order,
                T.NegativeOne,
                null,
                accumulate: true,
                scratch + CopyLength,
                row - first);
        }
    }

    private void Apply(int first, int width, T* inverse, int row, int rowEnd)
    {
        for (; row < rowEnd; row += CopiedRows)
        {
            var rows = Math.Min(CopiedRows, rowEnd - row);
            for (var i = 0; i < rows; i++)
            {
                new Span<T>(At(row + i, first), width).CopyTo(new Span<T>(scratch + (i * Block), width));
            }

            Product<T, V, L>.Multiply(
                new Operand<T>(scratch, Block, 1),
                new Operand<T>(inverse, Block, 1),
                rows,
                width,
                width,
                At(row, first),
                order,
                T.One,
                null,
                accumulate: false,
                scratch + CopyLength);
        }
    }
}
