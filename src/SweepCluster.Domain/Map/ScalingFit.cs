using System.Collections.Immutable;
using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Map;

/// <summary>
/// Fits a power law to counts at scales 1, 2, 4, … by least squares on logarithms. The interval is a bootstrap over
/// tiles (Efron and Tibshirani 1993, with tiles as blocks, since neighbouring counts are not independent); each
/// resample also draws one of the grid's positions and the ends of the scaling range, for a straight stretch of a
/// log-log plot is a judgement too.
/// </summary>
internal sealed class ScalingFit(ImmutableArray<double> scales, IReadOnlyList<ScalingCounts> positions)
{
    /// <summary>Fewer are no scaling: a factor of eight, nearly a decade.</summary>
    public const int FewestOctaves = 3;

    private const int Resamples = 1000;

    /// <summary>1, 2, 4, … up to the given largest one.</summary>
    public static ImmutableArray<double> ScalesUpTo(int largest) =>
        [.. Enumerable.Range(0, 31).Select(octave => 1L << octave).TakeWhile(scale => scale <= largest).Select(scale => (double)scale)];

    /// <summary>The estimate of <paramref name="dimension"/> of the power law's exponent.</summary>
    public DimensionEstimate Estimate(string method, Func<double, double> dimension, ulong seed)
    {
        var range = scales.IsEmpty ? default : new ScalingRange(scales[0], scales[^1]);
        var every = positions.SelectMany(position => Enumerable.Range(0, position.Tiles).Select(tile => (position, tile))).ToArray();
        var measures = Measures(every);
        ImmutableArray<ScalingPoint> points = [.. scales.Zip(measures, (scale, measure) => new ScalingPoint(scale, measure))];
        if (scales.Length <= FewestOctaves)
        {
            return Insufficient(FormattableString.Invariant(
                $"The grid is too coarse: a dimension needs scales over at least {FewestOctaves} octaves, from 1 to {1 << FewestOctaves} steps, here there are {Math.Max(0, scales.Length - 1)}."));
        }

        if (Exponent(measures, 0, scales.Length) is not { } exponent)
        {
            return Insufficient("The slice shows no boundary between stable and not.");
        }

        var values = Bootstrap(dimension, seed);
        return values.Length < Resamples / 2
            ? Insufficient("The boundary is too short: most resamples of the slice's tiles have none.")
            : new DimensionEstimate(method, dimension(exponent), new Interval(Quantile(values, 0.025), Quantile(values, 0.975)), range, points, null);

        DimensionEstimate Insufficient(string reason) => new(method, null, null, range, points, reason);
    }

    private double[] Bootstrap(Func<double, double> dimension, ulong seed)
    {
        var numbers = new RandomStream(seed, RandomPurpose.Resampling);
        var spare = (scales.Length - 1 - FewestOctaves + 1) / 2;
        var values = new List<double>(Resamples);
        for (var i = 0; i < Resamples; i++)
        {
            var position = positions[numbers.NextIndex(positions.Count)];
            var drawn = new (ScalingCounts, int)[position.Tiles];
            for (var tile = 0; tile < drawn.Length; tile++)
            {
                drawn[tile] = (position, numbers.NextIndex(position.Tiles));
            }

            var from = numbers.NextIndex(spare + 1);
            var to = scales.Length - numbers.NextIndex(Math.Min(spare, scales.Length - 1 - FewestOctaves - from) + 1);
            if (Exponent(Measures(drawn), from, to) is { } exponent)
            {
                values.Add(dimension(exponent));
            }
        }

        values.Sort();
        return [.. values];
    }

    private double[] Measures(IReadOnlyCollection<(ScalingCounts Position, int Tile)> tiles)
    {
        var measures = new double[scales.Length];
        for (var scale = 0; scale < measures.Length; scale++)
        {
            var (hits, chances) = (0.0, 0.0);
            foreach (var (position, tile) in tiles)
            {
                hits += position.Hits[tile][scale];
                chances += position.Chances[tile][scale];
            }

            measures[scale] = hits / chances;
        }

        return measures;
    }

    /// <summary>Least squares of log measure on log scale; null where a measure is 0 or unknown.</summary>
    private double? Exponent(double[] measures, int from, int to)
    {
        var count = to - from;
        var (meanX, meanY) = (0.0, 0.0);
        for (var i = from; i < to; i++)
        {
            if (!(measures[i] > 0))
            {
                return null;
            }

            meanX += Math.Log(scales[i]) / count;
            meanY += Math.Log(measures[i]) / count;
        }

        var (covariance, variance) = (0.0, 0.0);
        for (var i = from; i < to; i++)
        {
            var x = Math.Log(scales[i]) - meanX;
            covariance += x * (Math.Log(measures[i]) - meanY);
            variance += x * x;
        }

        return covariance / variance;
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
