using System.Collections.Immutable;

namespace SweepCluster.Domain.Statistics;

/// <summary>A sample's location and spread. Nothing depends on the order of the values.</summary>
/// <param name="Count">How many values.</param>
/// <param name="Mean">Arithmetic mean; not a number for an empty sample.</param>
/// <param name="StandardDeviation">With n − 1 in the denominator; not a number for fewer than two values.</param>
/// <param name="Median">The middle value, or the mean of the two in the middle; not a number for an empty sample.</param>
public sealed record Sample(int Count, double Mean, double StandardDeviation, double Median)
{
    public static Sample Of(IEnumerable<double> values)
    {
        // Sorted, so that rounding is the same whatever the order of arrival.
        var sorted = values.Order().ToImmutableArray();
        var count = sorted.Length;
        if (count == 0)
        {
            return new Sample(0, double.NaN, double.NaN, double.NaN);
        }

        var mean = sorted.Sum() / count;
        var spread = count < 2 ? double.NaN : Math.Sqrt(sorted.Sum(value => (value - mean) * (value - mean)) / (count - 1));
        var median = count % 2 == 1 ? sorted[count / 2] : (sorted[(count / 2) - 1] + sorted[count / 2]) / 2;
        return new Sample(count, mean, spread, median);
    }
}
