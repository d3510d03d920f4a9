using System.Collections.Immutable;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Randomness;

namespace SweepCluster.Domain.Tests.Map;

public sealed class DimensionTests
{
    private const int Side = 1024;

    private static StabilityField Field(int side, Func<double, double, bool> isStable) =>
        new(side, side, [.. Enumerable.Range(0, side * side).Select(i => (bool?)isStable((i % side + 0.5) / side, (i / side + 0.5) / side))]);

    private static StabilityField Noise(int side)
    {
        var numbers = new RandomStream(3, RandomPurpose.Planning);
        return Field(side, (_, _) => numbers.NextDouble() < 0.5);
    }

    private static DimensionEstimate Contains(double dimension, double widest, DimensionEstimate estimate)
    {
        Assert.Null(estimate.Insufficiency);
        var interval = estimate.Interval!.Value;
        Assert.True(interval.Contains(dimension), $"{estimate.Method}: {estimate.Value:F4}, {interval.Lower:F4} to {interval.Upper:F4}");
        Assert.InRange(interval.Width, 0, widest);
        Assert.True(estimate.Range.Octaves >= 3);
        Assert.Equal(estimate.Range.Octaves + 1, estimate.Points.Length);
        return estimate;
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.37)]
    [InlineData(1.0)]
    public void A_line_has_dimension_one(double slope)
    {
        var field = Field(Side, (x, y) => y < 0.31 + (slope * (x - 0.5) * 0.6));

        Contains(1, 0.2, BoxCount.Of(field, seed: 1));
        Contains(1, 0.2, UncertaintyExponent.Of(field, seed: 1));
    }

    [Fact]
    public void A_Koch_curve_has_dimension_1262()
    {
        var snowflake = Koch.Snowflake(Side, depth: 7);

        Contains(Koch.Dimension, 0.2, BoxCount.Of(snowflake, seed: 1));
        Contains(Koch.Dimension, 0.2, UncertaintyExponent.Of(snowflake, seed: 1));
    }

    [Fact]
    public void A_filled_square_has_dimension_two()
    {
        Contains(2, 0.01, BoxCount.OfSet([.. Enumerable.Repeat(true, Side * Side)], Side, Side, seed: 1));
        Contains(2, 0.04, BoxCount.Of(Noise(Side), seed: 1));
        Contains(2, 0.04, UncertaintyExponent.Of(Noise(Side), seed: 1));
    }

    [Fact]
    public void Equal_seeds_give_equal_estimates_and_others_other_intervals()
    {
        var circle = Field(256, (x, y) => double.Hypot(x - 0.5, y - 0.5) < 0.3);

        Assert.Equal(BoxCount.Of(circle, seed: 1).Interval, BoxCount.Of(circle, seed: 1).Interval);
        Assert.NotEqual(BoxCount.Of(circle, seed: 1).Interval, BoxCount.Of(circle, seed: 2).Interval);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(32)]
    public void A_small_grid_is_insufficient(int side)
    {
        var field = Field(side, (x, _) => x < 0.5);

        foreach (var estimate in (ImmutableArray<DimensionEstimate>)[BoxCount.Of(field, seed: 1), UncertaintyExponent.Of(field, seed: 1)])
        {
            Assert.Null(estimate.Value);
            Assert.Null(estimate.Interval);
            Assert.Contains("octaves", estimate.Insufficiency, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_map_without_a_boundary_is_insufficient() =>
        Assert.Contains("no boundary", BoxCount.Of(Field(128, (_, _) => true), seed: 1).Insufficiency, StringComparison.Ordinal);

    [Fact]
    public void Unknown_places_make_no_boundary()
    {
        var half = Field(128, (x, _) => x < 0.5);
        var hidden = half with { Places = [.. half.Places.Select((place, i) => i % 128 == 64 ? null : place)] };

        Assert.Contains("no boundary", BoxCount.Of(hidden, seed: 1).Insufficiency, StringComparison.Ordinal);
    }
}
