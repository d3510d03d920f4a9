using System.Collections.Immutable;
using System.Text.Json;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Export.Geo;
using SweepCluster.Export.Tests.Maps;

namespace SweepCluster.Export.Tests.Geo;

public sealed class GeoJsonWriterTests
{
    private static readonly ImmutableArray<Axis> Axes =
        [DemoMaps.Reals("B", AxisScale.Linear, 1, 2, 3, 5), DemoMaps.Reals("alpha", AxisScale.Log, 0.01, 0.1, 1, 10)];

    private static JsonElement Write(StabilityMap map)
    {
        using var stream = new MemoryStream();
        GeoJsonWriter.Write(map, stream);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    private static JsonElement[] Features(JsonElement map, string type) =>
        [.. map.GetProperty("features").EnumerateArray().Where(feature => feature.GetProperty("geometry").GetProperty("type").GetString() == type)];

    private static (double X, double Y)[] Positions(JsonElement line) => [.. line.EnumerateArray().Select(at => (at[0].GetDouble(), at[1].GetDouble()))];

    private static (double X, double Y)[] Ring(JsonElement polygon) => Positions(polygon.GetProperty("geometry").GetProperty("coordinates")[0]);

    [Fact]
    public void Tiles_end_half_way_between_neighbours_on_the_axis_scale()
    {
        var map = Write(DemoMaps.Of("tiles", Axes, (_, _) => Outcome.Stable));

        var tile = Features(map, "Polygon").Single(cell => cell.GetProperty("properties").GetProperty("B").GetString() == "3" && cell.GetProperty("properties").GetProperty("alpha").GetString() == "0.1");
        var ring = Ring(tile);
        Assert.Equal((2.5, 4.0), (ring.Min(at => at.X), ring.Max(at => at.X)));
        Assert.Equal(Math.Sqrt(0.001), ring.Min(at => at.Y), 12);
        Assert.Equal(Math.Sqrt(0.1), ring.Max(at => at.Y), 12);
        Assert.Equal("log", map.GetProperty("axes").GetProperty("y").GetProperty("scale").GetString());
        Assert.Equal("B", map.GetProperty("axes").GetProperty("x").GetProperty("parameter").GetString());
    }

    [Fact]
    public void Rings_are_closed_and_run_anticlockwise_even_where_values_fall()
    {
        ImmutableArray<Axis> falling = [DemoMaps.Reals("B", AxisScale.Linear, 3, 2, 1), Axes[1]];

        var cells = Features(Write(DemoMaps.Of("rings", falling, (_, _) => Outcome.Stable)), "Polygon");

        Assert.Equal(12, cells.Length);
        Assert.All(cells.Select(Ring), ring =>
        {
            Assert.Equal(5, ring.Length);
            Assert.Equal(ring[0], ring[^1]);
            Assert.True(ring.Zip(ring.Skip(1), (a, b) => (a.X * b.Y) - (b.X * a.Y)).Sum() > 0);
        });
    }

    [Fact]
    public void A_closed_isoline_ends_where_it_begins_and_has_its_level()
    {
        var map = Write(DemoMaps.Of("island", Axes, (values, _) => values[0] is 2 or 3 && values[1] is 0.1 or 1 ? Outcome.Stable : Outcome.Diverged));

        var lines = Features(map, "MultiLineString");

        Assert.Equal([0.1, 0.5, 0.9], lines.Select(line => line.GetProperty("properties").GetProperty("level").GetDouble()));
        var island = Positions(lines[1].GetProperty("geometry").GetProperty("coordinates")[0]);
        Assert.Equal(island[0], island[^1]);
        Assert.Equal(1.5, island.Min(at => at.X), 9);
        Assert.Equal(Math.Sqrt(10), island.Max(at => at.Y), 9);
    }

    [Fact]
    public void Values_without_an_order_are_counted_and_scattered_cells_are_points()
    {
        var listed = Write(DemoMaps.Of("listed", [Axes[0], DemoMaps.Reals("width", AxisScale.Category, 64, 16, 32)], (_, _) => Outcome.Stable));
        var scattered = Write(DemoMaps.Of("scattered", Axes, (_, _) => Outcome.Stable, random: 20));

        Assert.Equal(-0.5, Features(listed, "Polygon").Min(cell => Ring(cell).Min(at => at.Y)));
        Assert.Equal("category", listed.GetProperty("axes").GetProperty("y").GetProperty("scale").GetString());
        Assert.Equal(20, Features(scattered, "Point").Length);
        Assert.Empty(Features(scattered, "MultiLineString"));
    }
}
