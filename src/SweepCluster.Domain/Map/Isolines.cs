using System.Collections.Immutable;

namespace SweepCluster.Domain.Map;

/// <summary>
/// Where P(stable) has a given value, between the centres of a slice's cells on the axes' own scales. No line passes
/// a square with an unknown corner.
/// </summary>
public static class Isolines
{
    /// <summary>The levels of a figure: the boundary, and the band in which training is a gamble.</summary>
    public static ImmutableArray<double> Levels { get; } = [0.1, 0.5, 0.9];

    /// <summary>The lines of one level.</summary>
    /// <param name="level">Above 0, at most 1.</param>
    public static IsolineSet Of(StabilityMap map, MapSlice slice, double level)
    {
        if (StableSurface.Of(map, slice, out var absence) is not { } surface)
        {
            return new IsolineSet(level, [], [], absence);
        }

        var contour = surface.At(level);
        return new IsolineSet(level, [.. contour.Lines().Select(surface.InValues)], [.. contour.OpenSaddles.Select(surface.Point)], null);
    }

    /// <summary>The band between two levels.</summary>
    public static IsolineBand Band(StabilityMap map, MapSlice slice, double lower = 0.1, double upper = 0.9)
    {
        if (StableSurface.Of(map, slice, out var absence) is not { } surface)
        {
            return new IsolineBand(lower, upper, [], absence);
        }

        // What reaches the upper level lies within what reaches the lower one, so the even-odd rule leaves the band.
        var rings = surface.At(lower).Rings().Concat(surface.At(upper).Rings());
        return new IsolineBand(lower, upper, [.. rings.Select(surface.InValues)], null);
    }
}
