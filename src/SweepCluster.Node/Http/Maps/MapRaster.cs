using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;

namespace SweepCluster.Node.Http.Maps;

/// <summary>
/// A picture of the map as samples at every resolution, for the live page. Levels and tiles are made when they are
/// first asked for and kept as long as the map.
/// </summary>
internal sealed class MapRaster
{
    /// <summary>Columns and rows of a tile, fewer at the right and the upper end.</summary>
    public const int TileSize = 512;

    private static readonly ImmutableDictionary<string, Func<MapCell, double>> Numbers = ImmutableDictionary.CreateRange<string, Func<MapCell, double>>(
    [
        new("p", cell => cell.Stable.Estimate),
        new("accuracy", cell => cell.StableScore.Mean),
        new("cost", cell => cell.TrainingTime.TotalSeconds / cell.Stable.Trials),
        new("replicates", cell => cell.Stable.Trials),
    ]);

    private readonly ConcurrentDictionary<(string Layer, int Level), Lazy<RasterLevel>> _levels = [];
    private readonly ConcurrentDictionary<(string Layer, int Level, int Column, int Row), Lazy<KeptBody>> _tiles = [];
    private readonly Lattice _lattice;

    private MapRaster(Lattice lattice)
    {
        _lattice = lattice;
        OffGrid = [.. lattice.OffGrid];
        for (var side = Math.Max(lattice.Columns, lattice.Rows); side > TileSize; side = (side + 1) / 2)
        {
            CoarsestLevel++;
        }
    }

    public static ImmutableArray<string> LayerNames { get; } = ["label", "p", "accuracy", "cost", "replicates"];

    /// <summary>The values of the columns; empty without an axis.</summary>
    public ImmutableArray<ParameterValue> X => _lattice.X;

    /// <summary>The values of the rows, upwards; empty without a second axis.</summary>
    public ImmutableArray<ParameterValue> Y => _lattice.Y;

    public int Columns => _lattice.Columns;

    public int Rows => _lattice.Rows;

    /// <summary>The cells between the columns and rows, which no sample shows.</summary>
    public ImmutableArray<MapCell> OffGrid { get; }

    /// <summary>The level of which one tile holds everything.</summary>
    public int CoarsestLevel { get; }

    /// <summary>The slice's samples; null for a scattered strategy, whose cells make no grid.</summary>
    public static MapRaster? Of(StabilityMap map, MapSlice slice) => Lattice.Of(map, slice) is { } lattice ? new MapRaster(lattice) : null;

    /// <summary>The number that a layer shows of a cell with a finished trial; null for the layer of labels.</summary>
    public static Func<MapCell, double>? NumberOf(string layer) => Numbers.GetValueOrDefault(layer);

    /// <summary>The cell that a place shows; null where there is none.</summary>
    public MapCell? CellAt(int column, int row) => column < Columns && row < Rows ? _lattice[column, row] : null;

    /// <summary>
    /// A tile; null where there is none of these numbers. One byte a sample, row by row upwards (see
    /// <see cref="PlaceCode"/>), then, of a layer of numbers, zeros up to a multiple of four bytes and the samples as
    /// little-endian float32.
    /// </summary>
    public KeptBody? Tile(string layer, int level, int column, int row)
    {
        if (level > CoarsestLevel || column > ((Columns - 1) >> level) / TileSize || row > ((Rows - 1) >> level) / TileSize)
        {
            return null;
        }

        return _tiles.GetOrAdd((layer, level, column, row), key => new Lazy<KeptBody>(() => Cut(Level(key.Layer, key.Level), key.Column, key.Row))).Value;
    }

    private RasterLevel Level(string layer, int level) => _levels.GetOrAdd((layer, level), key => new Lazy<RasterLevel>(() =>
        key.Level > 0 ? Level(key.Layer, key.Level - 1).Halved()
        : key.Layer == "label" ? new RasterLevel(Columns, Rows, Sampled(Code), null)
        : new RasterLevel(Columns, Rows, Level("label", 0).Codes, Sampled(Number(key.Layer))))).Value;

    private byte Code(int column, int row)
    {
        var cell = _lattice[column, row];
        return (byte)(PlaceCode.Of(cell) | (cell is null || _lattice.IsPlanned(column, row) ? 0 : PlaceCode.Borrowed));
    }

    private Func<int, int, float> Number(string layer) =>
        (column, row) => _lattice[column, row] is { IsPending: false } cell ? (float)Numbers[layer](cell) : float.NaN;

    private T[] Sampled<T>(Func<int, int, T> sample)
    {
        var samples = new T[Columns * Rows];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                samples[(row * Columns) + column] = sample(column, row);
            }
        }

        return samples;
    }

    private static KeptBody Cut(RasterLevel level, int column, int row)
    {
        var (x0, y0) = (column * TileSize, row * TileSize);
        var (width, height) = (Math.Min(TileSize, level.Columns - x0), Math.Min(TileSize, level.Rows - y0));
        var padded = (width * height + 3) & ~3;
        var bytes = new byte[padded + (level.Values is null ? 0 : width * height * sizeof(float))];
        var numbers = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(padded));
        for (var line = 0; line < height; line++)
        {
            var from = ((y0 + line) * level.Columns) + x0;
            level.Codes.AsSpan(from, width).CopyTo(bytes.AsSpan(line * width));
            level.Values.AsSpan(level.Values is null ? 0 : from, level.Values is null ? 0 : width).CopyTo(numbers[(level.Values is null ? 0 : line * width)..]);
        }

        return new KeptBody(bytes);
    }
}
