using SweepCluster.Domain.Map;
using SweepCluster.Domain.Randomness;

namespace SweepCluster.Domain.Tests.Map;

public sealed class NearestCellsTests
{
    [Theory]
    [InlineData(17, 23, 12)]
    [InlineData(40, 5, 3)]
    [InlineData(1, 30, 2)]
    [InlineData(30, 30, 300)]
    public void Every_place_gets_an_occupied_one_of_least_distance(int columns, int rows, int occupied)
    {
        var numbers = new RandomStream((ulong)(columns + occupied), RandomPurpose.Planning);
        var places = Enumerable.Repeat(-1, columns * rows).ToArray();
        for (var i = 0; i < occupied; i++)
        {
            var at = numbers.NextIndex(places.Length);
            places[at] = at;
        }

        var filled = NearestCells.Fill(places, columns, rows);

        for (var i = 0; i < places.Length; i++)
        {
            Assert.Equal(places.Where(place => place >= 0).Min(place => Distance(place, i)), Distance(filled[i], i));
        }

        int Distance(int a, int b) => (int)(Math.Pow((a % columns) - (b % columns), 2) + Math.Pow((a / columns) - (b / columns), 2));
    }

    [Fact]
    public void An_empty_grid_stays_empty() => Assert.All(NearestCells.Fill([-1, -1, -1, -1], 2, 2), place => Assert.Equal(-1, place));
}
