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
    private const int LeftRowsPacked = 252;

    // From this many columns on, every packed element of the left operand is read often enough to repay the copy.
    private const int ColumnsWorthPackingLeft = 72;

    // Below this many rows a right operand that lies well is read where it is; so is one that is a panel already.
    private const int RowsWorthPackingRight = 24;

    private static int PanelColumns => 2 * L.Width;

    private static int LeftPanelRows => PanelKernel<T, V, L>.Rows;

    // Two vectors of each row of a right panel fill four fifths of a first-level cache of 32 KiB.
    /// <summary>The longest depth that is not cut.</summary>
    public static int MaximumDepth => 26 * 1024 / (sizeof(T) * PanelColumns);

    /// <summary>Elements that <see cref="Multiply"/> may use of its scratch memory.</summary>
    public static long ScratchLength => ((long)MaximumDepth * (MaximumColumns + PanelColumns)) + LeftScratchLength;

    private static long LeftScratchLength => (long)MaximumDepth * (LeftRowsPacked + 12);

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
        int diagonal = Everything,
        T* weight = null,
        nint weightRow = 0,
        ProductGroup group = default)
    {
        var matrices = Math.Max(group.Count, 1);
        var slices = Math.Max(1, (depth + MaximumDepth - 1) / MaximumDepth);
        var slice = (depth + slices - 1) / slices;
        var tile = new Tile<T> { ResultRow = resultRow, Scale = scale, WeightRow = weightRow };
        var packLeft = (long)columns * matrices >= ColumnsWorthPackingLeft && rows >= L.TileRows;
        var packRight = right.Across != 1 || columns % L.Width != 0
            || (rows >= RowsWorthPackingRight && right.Depth > PanelColumns);
        var leftScratch = scratch;
        var rightScratch = scratch + LeftScratchLength;
        for (var start = 0; start < depth || start == 0; start += Math.Max(slice, 1))
        {
            tile.Depth = Math.Min(slice, depth - start);
            tile.Accumulate = accumulate || start > 0;
            var rightSlice = right.At(0, start);
            if (packRight && matrices == 1)
            {
                Packing.Pack(rightSlice, columns, (int)tile.Depth, PanelColumns, rightScratch);
            }

            var block = packLeft ? LeftRowsPacked / LeftPanelRows * LeftPanelRows : rows;
            for (var row = 0; row < rows; row += block)
            {
                var blockRows = Math.Min(block, rows - row);
                var leftSlice = left.At(row, start);
                if (packLeft)
                {
                    Packing.Pack(leftSlice, blockRows, (int)tile.Depth, LeftPanelRows, leftScratch);
                    leftSlice = new Operand<T>(leftScratch, 1, LeftPanelRows);
                }

                tile.Weight = weight is null ? null : weight + (row * weightRow);
                for (var matrix = 0; matrix < matrices; matrix++)
                {
                    var rightPanels = rightSlice.Plus(matrix * group.RightStride);
                    if (packRight && matrices > 1)
                    {
                        Packing.Pack(rightPanels, columns, (int)tile.Depth, PanelColumns, rightScratch);
                    }

                    rightPanels = packRight ? new Operand<T>(rightScratch, 1, PanelColumns) : rightPanels;
                    tile.Result = result + (matrix * group.ResultStride) + (row * resultRow);
                    tile.Bias = start == 0 && bias is not null ? bias + (matrix * group.BiasStride) : null;
                    MultiplyPanels(
                        &tile, leftSlice, packLeft ? tile.Depth * LeftPanelRows : 0, rightPanels, packRight, blockRows, columns, diagonal + row);
                }
            }
        }
    }

    /// <summary>The product of one slice, whose result, depth and ending are set in the tile.</summary>
    /// <param name="packedPanel">Elements from one packed panel of the left operand to the next; 0 when it is not packed.</param>
    public static void MultiplyPanels(
        Tile<T>* tile, Operand<T> left, nint packedPanel, Operand<T> right, bool rightPacked, int rows, int columns, int diagonal)
    {
        var result = tile->Result;
        var bias = tile->Bias;
        var weight = tile->Weight;
        var leftPacked = packedPanel > 0;
        var step = leftPacked ? LeftPanelRows : L.TileRows;
        var leftPanel = leftPacked ? packedPanel : step * left.Across;

        // What is stored transposed lies like a packed panel, only further apart.
        var tallStep = !leftPacked && left.Across == 1 ? LeftPanelRows : step;
        tile->LeftRow = left.Across;
        tile->LeftDepth = left.Depth;
        tile->RightDepth = right.Depth;
        for (var column = 0; column < columns; column += PanelColumns)
        {
            tile->Right = right.Data + (rightPacked ? column * tile->Depth : column);
            tile->Columns = Math.Min(PanelColumns, columns - column);
            tile->Bias = bias is null ? null : bias + column;
            var firstTile = Math.Max(0, column - diagonal) / step;
            tile->Left = left.Data + (firstTile * leftPanel);
            tile->Result = result + column + (firstTile * step * tile->ResultRow);
            tile->Weight = weight is null ? null : weight + column + (firstTile * step * tile->WeightRow);
            var row = firstTile * step;
            for (; tallStep > step && row + tallStep <= rows; row += tallStep)
            {
                tile->Rows = tallStep;
                PanelKernel<T, V, L>.Run(tile);
                tile->Left += tallStep;
                tile->Result += tallStep * tile->ResultRow;
                tile->Weight += weight is null ? 0 : tallStep * tile->WeightRow;
            }

            for (; row < rows; row += step)
            {
                tile->Rows = Math.Min(step, rows - row);
                if (leftPacked)
                {
                    PanelKernel<T, V, L>.Run(tile);
                }
                else
                {
                    MicroKernel<T, V, L>.Run(tile);
                }

                tile->Left += leftPanel;
                tile->Result += step * tile->ResultRow;
                tile->Weight += weight is null ? 0 : step * tile->WeightRow;
            }
        }

        tile->Bias = bias;
        tile->Weight = weight;
    }
}
