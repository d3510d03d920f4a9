using System.Collections.Immutable;
using System.Globalization;

namespace SweepCluster.Export.Maps;

/// <summary>A labelled place on an axis.</summary>
/// <param name="Place">0 at the axis' start to 1 at its end.</param>
/// <param name="Label">The value there.</param>
internal sealed record Tick(double Place, string Label);

/// <summary>Round values within a range.</summary>
internal static class Ticks
{
    private const int Wanted = 6;
    private static readonly int[] StepFactors = [1, 2, 5, 10];

    /// <summary>Multiples of 1, 2 or 5 times a power of ten.</summary>
    public static ImmutableArray<double> Linear(double low, double high)
    {
        var rough = (high - low) / Wanted;
        if (!(rough > 0) || !double.IsFinite(rough))
        {
            return [low];
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * StepFactors.First(factor => factor * power >= rough * 0.999);
        var first = (long)Math.Ceiling((low / step) - 1e-9);
        var last = (long)Math.Floor((high / step) + 1e-9);
        return [.. Enumerable.Range(0, (int)Math.Min(100, last - first + 1)).Select(i => Tidy((first + i) * step))];
    }

    /// <summary>Powers of ten, with 2 and 5 between them where there is room; linear within less than a decade.</summary>
    public static ImmutableArray<double> Log(double low, double high)
    {
        var decades = Math.Log10(high / low);
        if (decades < 1)
        {
            return Linear(low, high);
        }

        int[] factors = decades <= 3 ? [1, 2, 5] : [1];
        var stride = Math.Max(1, (int)Math.Ceiling(decades / 8));
        var first = (int)Math.Floor(Math.Log10(low));
        return
        [
            .. Enumerable.Range(0, (int)Math.Ceiling(decades) + 2)
                .Where(i => (first + i) % stride == 0)
                .SelectMany(i => factors.Select(factor => Tidy(factor * Math.Pow(10, first + i))))
                .Where(value => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)),
        ];
    }

    // 3 × 0.1 is not 0.3, but its label must be.
    private static double Tidy(double value) => value == 0 ? 0 : double.Parse(value.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
