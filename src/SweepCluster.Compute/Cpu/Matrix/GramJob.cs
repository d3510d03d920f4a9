using System.Numerics;
using System.Runtime.CompilerServices;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Cpu.Matrix;

/// <summary>H_τ and G_τ of one layer of a cascade.</summary>
internal readonly struct GramLayer<T>(Matrices<T> h, Matrices<T> g)
    where T : unmanaged
{
    public readonly Matrices<T> H = h;
    public readonly Matrices<T> G = g;
}

/// <summary>
/// Σ_τ (H_τ H_τᵀ) ∘ (G_τ G_τᵀ) on and below the diagonal. One part is one tile of one member, for all its matrices,
/// so that a Gram tile of an H that the matrices share is computed once.
/// </summary>
internal unsafe struct GramJob<T, V, L> : ITeamJob
    where T : unmanaged, IFloatingPointIeee754<T>
    where V : struct
    where L : ILanes<V, T>
{
    // A smaller tile would pack the same rows more often, a larger one leave a second-level cache of 1 MiB. The rows
    // are whole packed panels.
    private const int TileRows = 252;
    private const int TileColumns = 256;
    private const int TileLength = TileRows * TileColumns;

    public Workspace<T>.Buffer* Buffers;
    public int* Members;
    public Matrices<T> Result;
    public int MatricesPerMember;
    public int Rows;
    private readonly GramLayer<T>* _layers;
    private readonly int _layerCount;
    private readonly int _sharedCount;

    public GramJob(GramLayer<T>* layers, int count)
    {
        _layers = layers;
        _layerCount = count;
        for (var layer = 0; layer < count; layer++)
        {
            _sharedCount += layers[layer].H.HasOneMatrix ? 1 : 0;
        }
    }

    public readonly int TilesPerMember
    {
        get
        {
            var tiles = 0;
            for (var row = 0; row < Rows; row += TileRows)
            {
                tiles += ColumnTilesOf(row);
            }

            return tiles;
        }
    }

    public readonly double WorkPerTile
    {
        get
        {
            var depth = 0.0;
            for (var layer = 0; layer < _layerCount; layer++)
            {
                depth += _layers[layer].H.Columns + _layers[layer].G.Columns;
            }

            return depth * Math.Min(TileRows, Rows) * Math.Min(TileColumns, Rows) * MatricesPerMember;
        }
    }

    public readonly void Run(int part)
    {
        var tiles = TilesPerMember;
        var member = Members[part / tiles];
        var row = 0;
        var tile = part % tiles;
        while (tile >= ColumnTilesOf(row))
        {
            tile -= ColumnTilesOf(row);
            row += TileRows;
        }

        var column = tile * TileColumns;
        RunTile(member, Math.Max(row, column), Math.Min(row + TileRows, Rows), column, Math.Min(column + TileColumns, Rows));
    }

    private readonly int ColumnTilesOf(int row) =>
        (Math.Min(row + TileRows, Rows) + TileColumns - 1) / TileColumns;

    private readonly void RunTile(int member, int row, int rowEnd, int column, int columnEnd)
    {
        var own = Workspace<T>.Take(Buffers, ((long)(_sharedCount + 2) * TileLength) + Product<T, V, L>.ScratchLength);
        var another = own + TileLength;
        var shared = another + TileLength;
        var scratch = shared + ((long)_sharedCount * TileLength);
        var area = new Area(row, rowEnd - row, column, columnEnd - column);
        for (var (layer, slot) = (0, 0); layer < _layerCount; layer++)
        {
            if (_layers[layer].H.HasOneMatrix)
            {
                MultiplyGram(_layers[layer].H.Across(member, 0, transposed: false), _layers[layer].H.Columns, area, shared + ((long)slot++ * TileLength), scratch);
            }
        }

        for (var matrix = 0; matrix < MatricesPerMember; matrix++)
        {
            var result = Result.At(member, matrix) + ((long)row * Rows) + column;
            if (_layerCount == 0)
            {
                Clear(area, result);
            }

            for (var (layer, slot) = (0, 0); layer < _layerCount; layer++)
            {
                var h = own;
                if (_layers[layer].H.HasOneMatrix)
                {
                    h = shared + ((long)slot++ * TileLength);
                }
                else
                {
                    MultiplyGram(_layers[layer].H.Across(member, matrix, transposed: false), _layers[layer].H.Columns, area, own, scratch);
                }

                AddLayer(_layers[layer].G.Across(member, matrix, transposed: false), _layers[layer].G.Columns, area, h, result, layer == 0, another, scratch);
            }
        }
    }

    // The product with H's Gram tile is taken as each tile of G's leaves the registers, unless G is cut in depth.
    private readonly void AddLayer(Operand<T> g, int depth, Area area, T* h, T* result, bool isFirst, T* another, T* scratch)
    {
        if (depth > Product<T, V, L>.MaximumDepth)
        {
            MultiplyGram(g, depth, area, another, scratch);
            AddProducts(h, another, area, result, isFirst);
            return;
        }

        Product<T, V, L>.Multiply(
            g.At(area.Row, 0),
            g.At(area.Column, 0),
            area.Rows,
            area.Columns,
            depth,
            result,
            Rows,
            T.One,
            null,
            accumulate: !isFirst,
            scratch,
            area.Row - area.Column,
            h,
            TileColumns);
    }

    private static void MultiplyGram(Operand<T> rows, int depth, Area area, T* tile, T* scratch) =>
        Product<T, V, L>.Multiply(
            rows.At(area.Row, 0),
            rows.At(area.Column, 0),
            area.Rows,
            area.Columns,
            depth,
            tile,
            TileColumns,
            T.One,
            null,
            accumulate: false,
            scratch,
            area.Row - area.Column);

    private readonly void Clear(Area area, T* result)
    {
        for (var i = 0; i < area.Rows; i++)
        {
            new Span<T>(result + ((long)i * Rows), area.LengthOf(i)).Clear();
        }
    }

    private readonly void AddProducts(T* h, T* g, Area area, T* result, bool isFirst)
    {
        for (var i = 0; i < area.Rows; i++, h += TileColumns, g += TileColumns, result += Rows)
        {
            AddRow(h, g, result, area.LengthOf(i), isFirst);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(T* h, T* g, T* result, int length, bool isFirst)
    {
        var j = 0;
        for (; j + L.Width <= length; j += L.Width)
        {
            var start = isFirst ? L.Zero : L.Load(result + j);
            L.Store(result + j, L.FusedMultiplyAdd(L.Load(h + j), L.Load(g + j), start));
        }

        if (j < length)
        {
            var mask = L.FirstLanes(length - j);
            var start = isFirst ? L.Zero : L.LoadMasked(result + j, mask);
            var sum = L.FusedMultiplyAdd(L.LoadMasked(h + j, mask), L.LoadMasked(g + j, mask), start);
            L.StoreMasked(result + j, sum, mask);
        }
    }

    /// <summary>A tile's place in the matrix.</summary>
    private readonly record struct Area(int Row, int Rows, int Column, int Columns)
    {
        /// <summary>Columns of the tile's row i up to the diagonal of the matrix.</summary>
        public int LengthOf(int i) => Math.Min(Columns, Row + i + 1 - Column);
    }
}
