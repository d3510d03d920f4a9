using System.Numerics;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Cpu.Matrix;

/// <summary>
/// The product of two blocks on one thread: cut along the depth so that a panel of the right operand stays in the
/// first-level cache, packed where that pays, and handed tile by tile to the micro-kernel. The cut depends on the
/// depth alone; so do the bits of every element.
/// </summary>
internal static unsafe class Product<T, V, L>
    where T : unmanaged, IFloatingPointIeee754<T>
    where V : struct
    where L : ILanes<V, T>
{
    /// <summary>Columns of the largest block that <see cref="Multiply"/> takes.</summary>
    public const int MaximumColumns = 512;

    private const int Everything = int.MaxValue / 2;
    private const int LeftRowsPacked = 96;

    // From this many columns on, every packed element of the left operand is read often enough to repay the copy.
    private const int ColumnsWorthPackingLeft = 256;

    // Below this many rows a right operand that lies well is read where it is; so is one that is a panel already.
    private const int RowsWorthPackingRight = 24;

    private static int PanelColumns => 2 * L.Width;

    // Two vectors of each row of a right panel fill four fifths of a first-level cache of 32 KiB.
    private static int MaximumDepth => 26 * 1024 / (sizeof(T) * PanelColumns);

    /// <summary>Elements that <see cref="Multiply"/> may use of its scratch memory.</summary>
    public static long ScratchLength => ((long)MaximumDepth * (MaximumColumns + PanelColumns)) + LeftScratchLength;

    private static long LeftScratchLength => (long)MaximumDepth * (LeftRowsPacked + 8);

    /// <summary>
    /// result = scale · left · rightᵀ + bias (+ result), both operands seen as [across, depth]. Tiles whose every
    /// element (i, j) has j &gt; i + <paramref name="diagonal"/> are left as they are.
    /// </summary>
    public static void Multiply(
        Operand<T> left,
        Operand<T> right,
        int rows,
        int columns,
        int depth,
        T* result,
        nint resultRow,
        T scale,
        T* bias,
        bool accumulate,
        T* scratch,
        int diagonal = Everything)
    {
        var slices = Math.Max(1, (depth + MaximumDepth - 1) / MaximumDepth);
        var slice = (depth + slices - 1) / slices;
        var tile = new Tile<T> { ResultRow = resultRow, Scale = scale };
        var packLeft = columns >= ColumnsWorthPackingLeft && rows >= L.TileRows;
        var packRight = right.Across != 1 || columns % L.Width != 0
            || (rows >= RowsWorthPackingRight && right.Depth > PanelColumns);
        var leftScratch = scratch;
        var rightScratch = scratch + LeftScratchLength;
        for (var start = 0; start < depth || start == 0; start += Math.Max(slice, 1))
        {
            tile.Depth = Math.Min(slice, depth - start);
            tile.Accumulate = accumulate || start > 0;
            tile.Bias = start == 0 ? bias : null;
            var rightSlice = right.At(0, start);
            if (packRight)
            {
                Packing.Pack(rightSlice, columns, (int)tile.Depth, PanelColumns, rightScratch);
            }

            var block = packLeft ? LeftRowsPacked / L.TileRows * L.TileRows : rows;
            for (var row = 0; row < rows; row += block)
            {
                var blockRows = Math.Min(block, rows - row);
                var leftSlice = left.At(row, start);
                tile.Result = result + (row * resultRow);
                if (packLeft)
                {
                    Packing.Pack(leftSlice, blockRows, (int)tile.Depth, L.TileRows, leftScratch);
                    leftSlice = new Operand<T>(leftScratch, 1, L.TileRows);
                }

                var rightPanels = packRight ? new Operand<T>(rightScratch, 1, PanelColumns) : rightSlice;
                MultiplyPanels(&tile, leftSlice, packLeft, rightPanels, packRight, blockRows, columns, diagonal + row);
            }
        }
    }

    private static void MultiplyPanels(
        Tile<T>* tile, Operand<T> left, bool leftPacked, Operand<T> right, bool rightPacked, int rows, int columns, int diagonal)
    {
        var result = tile->Result;
        var bias = tile->Bias;
        var leftPanel = leftPacked ? tile->Depth * L.TileRows : L.TileRows * left.Across;
        tile->LeftRow = left.Across;
        tile->LeftDepth = left.Depth;
        tile->RightDepth = right.Depth;
        for (var column = 0; column < columns; column += PanelColumns)
        {
            tile->Right = right.Data + (rightPacked ? column * tile->Depth : column);
            tile->Columns = Math.Min(PanelColumns, columns - column);
            tile->Bias = bias is null ? null : bias + column;
            var firstTile = Math.Max(0, column - diagonal) / L.TileRows;
            tile->Left = left.Data + (firstTile * leftPanel);
            tile->Result = result + column + (firstTile * L.TileRows * tile->ResultRow);
            for (var row = firstTile * L.TileRows; row < rows; row += L.TileRows)
            {
                tile->Rows = Math.Min(L.TileRows, rows - row);
                MicroKernel<T, V, L>.Run(tile);
                tile->Left += leftPanel;
                tile->Result += L.TileRows * tile->ResultRow;
            }
        }

        tile->Bias = bias;
    }
}
