using System.Numerics;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Cpu.Matrix;

/// <summary>
/// The work on one panel of columns of one matrix. Its diagonal block is factored by blocks of <see cref="Block"/>
/// columns and inverted, so that the rows below need products only.
/// </summary>
internal readonly unsafe struct CholeskyPanel<T, V, L>(T* matrix, int order, T* inverses, T* scratch, T* packed = null)
    where T : unmanaged, IFloatingPointIeee754<T>
    where V : struct
    where L : ILanes<V, T>
{
    /// <summary>Columns of a panel: whole vectors, whole blocks and whole packed panels of rows.</summary>
    public const int Columns = 96;

    /// <summary>Elements for the inverse of a panel's diagonal block: its own blocks, the whole, and that packed.</summary>
    public const int InverseLength = (Columns * Block) + (2 * Columns * Columns);

    private const int Block = CholeskyBlock<T, V, L>.Order;
    // Columns to the left that are summed in registers at a time.
    private const int SliceDepth = 2 * Columns;
    private const int CopyLength = Columns * Block;
    private const int SolvedRows = 252;

    public static long ScratchLength => Product<T, V, L>.ScratchLength + CopyLength + ((SolvedRows + 12) * Columns);

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

        Invert(column, end);
        return 0;
    }

    /// <summary>Solves some rows below the diagonal block for the panel's columns of the factor.</summary>
    public void Solve(int column, int row, int rowEnd)
    {
        var width = Math.Min(Columns, order - column);
        for (; row < rowEnd; row += SolvedRows)
        {
            var rows = Math.Min(SolvedRows, rowEnd - row);
            var left = scratch + CopyLength;
            Packing.Pack(new Operand<T>(At(row, column), order, 1), rows, width, PackedRows, left);
            var right = PackedInverse;
            for (var first = 0; first < width; first += Block)
            {
                var columns = Math.Min(Block, width - first);
                var tile = new Tile<T> { Depth = first + columns, Result = At(row, column + first), ResultRow = order, Scale = T.One };
                Product<T, V, L>.MultiplyPanels(
                    &tile,
                    new Operand<T>(left, 1, PackedRows),
                    (nint)PackedRows * width,
                    new Operand<T>(right, 1, 2 * L.Width),
                    rightPacked: true,
                    rows,
                    columns,
                    Product<T, V, L>.Everything);
                right += Block * (first + Block);
            }
        }
    }

    private T* Inverse => inverses + (Columns * Block);

    private T* PackedInverse => Inverse + (Columns * Columns);

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

    // Rows of the diagonal block below one of its blocks, through a copy because a product cannot be made in place.
    private void Apply(int first, int width, T* inverse, int row, int rowEnd)
    {
        var rows = rowEnd - row;
        for (var i = 0; i < rows; i++)
        {
            new Span<T>(At(row + i, first), width).CopyTo(new Span<T>(scratch + (i * Block), width));
        }

        Multiply(new Operand<T>(scratch, Block, 1), new Operand<T>(inverse, Block, 1), rows, width, width, At(row, first), order, T.One);
    }

    // By rows of blocks: (L⁻¹)ᵢⱼ = −Lᵢᵢ⁻¹ Σₖ Lᵢₖ (L⁻¹)ₖⱼ over j ≤ k < i.
    private void Invert(int column, int end)
    {
        var right = PackedInverse;
        for (var first = 0; column + first < end; first += Block)
        {
            var width = Math.Min(Block, end - column - first);
            var own = inverses + (first * Block);
            for (var i = 0; i < width; i++)
            {
                new Span<T>(own + (i * Block), width).CopyTo(new Span<T>(Inverse + ((first + i) * Columns) + first, width));
            }

            for (var from = 0; from < first; from += Block)
            {
                var left = new Operand<T>(At(column + first, column + from), order, 1);
                Multiply(left, new Operand<T>(Inverse + (from * Columns) + from, 1, Columns), width, Block, first - from, scratch, Block, T.One);
                Multiply(new Operand<T>(own, Block, 1), new Operand<T>(scratch, 1, Block), width, Block, width, Inverse + (first * Columns) + from, Columns, T.NegativeOne);
            }

            Packing.Pack(new Operand<T>(Inverse + (first * Columns), Columns, 1), width, first + width, 2 * L.Width, right);
            right += Block * (first + Block);
        }
    }

    private void Multiply(Operand<T> left, Operand<T> right, int rows, int columns, int depth, T* result, int resultRow, T scale) =>
        Product<T, V, L>.Multiply(left, right, rows, columns, depth, result, resultRow, scale, null, accumulate: false, scratch + CopyLength);
}
