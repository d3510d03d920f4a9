using System.Numerics;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Cpu.Matrix;

/// <summary>One part is a block of one matrix of one member's result, over the whole depth.</summary>
internal unsafe struct MultiplyJob<T, V, L> : ITeamJob
    where T : unmanaged, IFloatingPointIeee754<T>
    where V : struct
    where L : ILanes<V, T>
{
    private const int MaximumRows = 2048;
    private const int PartsPerWorker = 4;

    // Rows of a left operand that several products share, packed: they stay in a second-level cache of 1 MiB.
    private const int GroupedRows = 252;

    // A smaller block would spend its time on packing.
    private const int SmallestBlockSide = 64;

    public int* Members;
    public Workspace<T>.Buffer* Buffers;
    public Matrices<T> Left;
    public Matrices<T> Right;
    public Matrices<T> Result;
    public Matrices<T> Bias;
    public bool TransposeLeft;
    public bool TransposeRight;
    public bool HasBias;
    public int MatricesPerMember;
    public int Rows;
    public int Columns;
    public int Depth;
    public T Scale;
    public bool Accumulate;
    private ProductGroup _group;
    private int _blockRows;
    private int _blockColumns;
    private int _rowBlocks;
    private int _columnBlocks;

    public readonly double WorkPerPart => (double)_blockRows * _blockColumns * Depth * Math.Max(_group.Count, 1);

    /// <summary>Chooses the blocks for a team, and returns how many parts there are.</summary>
    public int Split(int members, int workers)
    {
        var products = members * MatricesPerMember;
        if (Rows == 0 || Columns == 0 || products == 0)
        {
            return 0;
        }

        if (SplitGrouped(members, workers))
        {
            return members * _rowBlocks;
        }

        _blockRows = Math.Min(Rows, MaximumRows);
        _blockColumns = Math.Min(Columns, Product<T, V, L>.MaximumColumns);
        while (true)
        {
            _rowBlocks = (Rows + _blockRows - 1) / _blockRows;
            _columnBlocks = (Columns + _blockColumns - 1) / _blockColumns;
            var larger = Math.Max(_blockRows, _blockColumns);
            if (workers == 1 || products * _rowBlocks * _columnBlocks >= PartsPerWorker * workers || larger < 2 * SmallestBlockSide)
            {
                return products * _rowBlocks * _columnBlocks;
            }

            if (_blockRows == larger)
            {
                _blockRows = HalfOf(_blockRows, L.TileRows);
            }
            else
            {
                _blockColumns = HalfOf(_blockColumns, 2 * L.Width);
            }
        }
    }

    public readonly void Run(int part)
    {
        var blocks = _rowBlocks * _columnBlocks;
        var product = part / blocks;
        var block = part % blocks;
        var productsPerMember = _group.Count > 0 ? 1 : MatricesPerMember;
        var member = Members[product / productsPerMember];
        var matrix = product % productsPerMember;
        var row = block / _columnBlocks * _blockRows;
        var column = block % _columnBlocks * _blockColumns;
        Product<T, V, L>.Multiply(
            Left.Across(member, matrix, TransposeLeft).At(row, 0),
            Right.Across(member, matrix, !TransposeRight).At(column, 0),
            Math.Min(_blockRows, Rows - row),
            Math.Min(_blockColumns, Columns - column),
            Depth,
            Result.At(member, matrix) + ((long)row * Columns) + column,
            Columns,
            Scale,
            HasBias ? Bias.At(member, matrix) + column : null,
            Accumulate,
            Workspace<T>.Take(Buffers, Product<T, V, L>.ScratchLength),
            group: _group);
    }

    // All matrices of some rows in one part, so that a left operand they share is read and packed once.
    private bool SplitGrouped(int members, int workers)
    {
        var enough = workers == 1 || members * (long)Rows >= (long)PartsPerWorker * workers * GroupedRows / 2;
        if (!Left.HasOneMatrix || MatricesPerMember == 1 || Columns > Product<T, V, L>.MaximumColumns || !enough)
        {
            return false;
        }

        var blocks = (Rows + GroupedRows - 1) / GroupedRows;
        blocks = (blocks + workers - 1) / workers * workers;
        _blockRows = HalfOf(2 * ((Rows + blocks - 1) / blocks), PanelKernel<T, V, L>.Rows);
        _blockColumns = Columns;
        _rowBlocks = (Rows + _blockRows - 1) / _blockRows;
        _columnBlocks = 1;
        _group = new ProductGroup(MatricesPerMember, Right.MatrixStride, Result.MatrixStride, HasBias ? Bias.MatrixStride : 0);
        return true;
    }

    private static int HalfOf(int side, int multiple) => ((side / 2) + multiple - 1) / multiple * multiple;
}
