using SweepCluster.Domain.Randomness;

namespace SweepCluster.Domain.Map;

/// <summary>
/// The box-counting dimension of the boundary: the number N(s) of boxes of s × s steps that the boundary passes grows
/// as s^−D. The boundary is the set of squares between four neighbouring places whose corners are not all on one
/// side, so it is one step thick at every scale; squares with an unknown corner are not counted. Boxes lie at several
/// random positions, and only whole tiles of largest boxes count, so that no box is cut by the edge.
/// </summary>
public static class BoxCount
{
    private const string Method = "box count";
    private const int Positions = 8;

    /// <summary>A largest box has to fit at least this many times along the shorter side.</summary>
    private const int TilesAlong = 8;

    /// <summary>The dimension of a slice's boundary.</summary>
    public static DimensionEstimate Of(StabilityMap map, MapSlice slice) => StabilityField.Of(map, slice) is { } field
        ? Of(field, map.Sweep.Seed)
        : new DimensionEstimate(Method, null, null, default, [], "Cells of a scattered strategy make no grid to count boxes on.");

    /// <summary>The dimension of the boundary between stable and not.</summary>
    /// <param name="seed">Of the box positions and the bootstrap.</param>
    public static DimensionEstimate Of(StabilityField field, ulong seed)
    {
        var (columns, rows) = (Math.Max(0, field.Columns - 1), Math.Max(0, field.Rows - 1));
        var set = new bool[columns * rows];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                set[(row * columns) + column] = IsMixed(field[column, row], field[column + 1, row], field[column, row + 1], field[column + 1, row + 1]);
            }
        }

        return OfSet(set, columns, rows, seed);
    }

    /// <summary>The dimension of any set of squares.</summary>
    /// <param name="set">[row, column] in one array.</param>
    /// <param name="seed">Of the box positions and the bootstrap.</param>
    public static DimensionEstimate OfSet(bool[] set, int columns, int rows, ulong seed)
    {
        // One more place than squares lies along each side.
        var scales = ScalingFit.ScalesUpTo((Math.Min(columns, rows) + 1) / TilesAlong);
        var key = StableHash.Combine(seed, StableHash.Of(Method));
        if (scales.IsEmpty)
        {
            return new ScalingFit(scales, []).Estimate(Method, exponent => -exponent, key);
        }

        var largest = (int)scales[^1];
        var numbers = new RandomStream(key, RandomPurpose.Resampling, stream: 1);
        var positions = new ScalingCounts[Positions];
        for (var i = 0; i < Positions; i++)
        {
            positions[i] = Count(set, columns, rows, numbers.NextIndex(Math.Min(largest, columns - largest + 1)), numbers.NextIndex(Math.Min(largest, rows - largest + 1)), scales.Length);
        }

        return new ScalingFit(scales, positions).Estimate(Method, exponent => -exponent, key);
    }

    /// <summary>Counts boxes in whole tiles of largest boxes, of which the first begins at the given square.</summary>
    private static ScalingCounts Count(bool[] set, int columns, int rows, int left, int bottom, int scales)
    {
        var tile = 1 << (scales - 1);
        var (across, upwards) = ((columns - left) / tile, (rows - bottom) / tile);
        var hits = Enumerable.Range(0, across * upwards).Select(_ => new double[scales]).ToArray();
        var chances = Array.ConvertAll(hits, _ => Enumerable.Repeat(1.0, scales).ToArray());
        var (width, height) = (across * tile, upwards * tile);
        var boxes = new bool[width * height];
        for (var row = 0; row < height; row++)
        {
            Array.Copy(set, ((row + bottom) * columns) + left, boxes, row * width, width);
        }

        for (var scale = 0; scale < scales; scale++)
        {
            var perTile = tile >> scale;
            for (var i = 0; i < boxes.Length; i++)
            {
                if (boxes[i])
                {
                    var (row, column) = Math.DivRem(i, width);
                    hits[(row / perTile * across) + (column / perTile)][scale]++;
                }
            }

            (boxes, width, height) = scale + 1 < scales ? Halve(boxes, width, height) : (boxes, width, height);
        }

        return new ScalingCounts(hits, chances);
    }

    private static bool IsMixed(bool? a, bool? b, bool? c, bool? d) =>
        a is not null && b is not null && c is not null && d is not null && !(a == b && b == c && c == d);

    private static (bool[] Boxes, int Width, int Height) Halve(bool[] boxes, int width, int height)
    {
        var halved = new bool[width / 2 * (height / 2)];
        for (var i = 0; i < halved.Length; i++)
        {
            var (row, column) = Math.DivRem(i, width / 2);
            var corner = (2 * row * width) + (2 * column);
            halved[i] = boxes[corner] || boxes[corner + 1] || boxes[corner + width] || boxes[corner + width + 1];
        }

        return (halved, width / 2, height / 2);
    }
}
