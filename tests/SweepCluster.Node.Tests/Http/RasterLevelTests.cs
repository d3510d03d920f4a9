using SweepCluster.Node.Http.Maps;

namespace SweepCluster.Node.Tests.Http;

public class RasterLevelTests
{
    [Theory]
    [InlineData(0, 0, 0, 5, 0)]
    [InlineData(0, 5, 5, 0, 5)]
    [InlineData(PlaceCode.Pending, PlaceCode.Pending, PlaceCode.Pending, 2, 2)]
    [InlineData(PlaceCode.Unknown, PlaceCode.Pending, PlaceCode.Unknown, PlaceCode.Unknown, PlaceCode.Pending)]
    [InlineData(PlaceCode.Empty, PlaceCode.Empty, PlaceCode.Unknown, PlaceCode.Empty, PlaceCode.Unknown)]
    [InlineData(3 | PlaceCode.Borrowed, 3, 1, 3 | PlaceCode.Borrowed, 3)]
    [InlineData(PlaceCode.Empty, PlaceCode.Empty, PlaceCode.Empty, PlaceCode.Empty, PlaceCode.Empty)]
    public void Four_places_say_together_what_most_say_and_the_worse_of_equals(byte a, byte b, byte c, byte d, byte together)
    {
        Assert.Equal(together, PlaceCode.Together(a, b, c, d));
        Assert.Equal(together, PlaceCode.Together(d, c, b, a));
    }

    [Fact]
    public void Half_the_resolution_has_the_mean_of_what_is_known()
    {
        var halved = new RasterLevel(3, 3, [0, 0, 5, 0, 5, 5, 14, 14, 5], [1, 2, 9, 3, float.NaN, 9, float.NaN, float.NaN, 8]).Halved();

        Assert.Equal((2, 2), (halved.Columns, halved.Rows));
        Assert.Equal([0, 5, 14, 5], halved.Codes);
        Assert.Equal([2f, 9f, float.NaN, 8f], halved.Values!);
    }
}
