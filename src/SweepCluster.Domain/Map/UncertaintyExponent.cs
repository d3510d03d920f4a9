using SweepCluster.Domain.Randomness;

namespace SweepCluster.Domain.Map;

/// <summary>
/// The dimension of the boundary by the uncertainty exponent (Grebogi, McDonald, Ott and Yorke 1983): f(ε), the
/// share of places that ε steps along an axis take to the other side, grows as ε^α, and D = 2 − α. It says what precision buys: at α = 0.1 settings ten times
/// as precise leave four fifths of the doubt. Steps from or to an unknown place are not counted.
/// </summary>
public static class UncertaintyExponent
{
    private const string Method = "uncertainty exponent";

    /// <summary>The largest ε has to fit at least this many times along the shorter side.</summary>
    private const int TilesAlong = 16;

    /// <summary>The dimension of a slice's boundary.</summary>
    public static DimensionEstimate Of(StabilityMap map, MapSlice slice) => StabilityField.Of(map, slice) is { } field
        ? Of(field, map.Sweep.Seed)
        : new DimensionEstimate(Method, null, null, default, [], "Cells of a scattered strategy make no grid to take equal steps on.");

    /// <summary>The dimension of the boundary between stable and not.</summary>
    /// <param name="seed">Of the bootstrap.</param>
    public static DimensionEstimate Of(StabilityField field, ulong seed)
    {
        var scales = ScalingFit.ScalesUpTo(Math.Min(field.Columns, field.Rows) / TilesAlong);
        var key = StableHash.Combine(seed, StableHash.Of(Method));
        ScalingCounts[] counts = scales.IsEmpty ? [] : [Count(field, [.. scales.Select(scale => (int)scale)])];
        return new ScalingFit(scales, counts).Estimate(Method, exponent => 2 - exponent, key);
    }

    private static ScalingCounts Count(StabilityField field, int[] steps)
    {
        // Tiles of twice the largest ε: smaller ones would share most of their boundary with their neighbours.
        var tile = 2 * steps[^1];
        var across = (field.Columns + tile - 1) / tile;
        var tiles = across * ((field.Rows + tile - 1) / tile);
        var hits = Enumerable.Range(0, tiles).Select(_ => new double[steps.Length]).ToArray();
        var chances = Array.ConvertAll(hits, _ => new double[steps.Length]);

        // Only places from which every step stays on the grid: else the scales would look at different parts of it.
        for (var row = 0; row < field.Rows; row++)
        {
            for (var column = 0; column < field.Columns; column++)
            {
                var at = (row / tile * across) + (column / tile);
                for (var scale = 0; scale < steps.Length && column + steps[^1] < field.Columns; scale++)
                {
                    Test(at, scale, field[column, row], field[column + steps[scale], row]);
                }

                for (var scale = 0; scale < steps.Length && row + steps[^1] < field.Rows; scale++)
                {
                    Test(at, scale, field[column, row], field[column, row + steps[scale]]);
                }
            }
        }

        return new ScalingCounts(hits, chances);

        void Test(int at, int scale, bool? here, bool? there)
        {
            if (here is not null && there is not null)
            {
                chances[at][scale]++;
                hits[at][scale] += here != there ? 1 : 0;
            }
        }
    }
}
