using SweepCluster.Domain.Planning.Refinement;

namespace SweepCluster.Domain.Tests.Planning.Refinement;

public class LatticeAxisTests
{
    [Fact]
    public void Levels_are_nested_and_the_last_one_has_every_place_for_any_count()
    {
        for (var count = 1; count <= 130; count++)
        {
            foreach (var coarse in new[] { 1, 2, 7, 8 })
            {
                var axis = new LatticeAxis(count, coarse);
                for (var level = 0; level < axis.Levels; level++)
                {
                    Assert.Equal(2 * axis.Intervals(level), axis.Intervals(level + 1));
                    Assert.All(Enumerable.Range(0, axis.Intervals(level) + 1), k => Assert.Equal(axis.Node(level, k), axis.Node(level + 1, 2 * k)));
                }

                Assert.Equal(Enumerable.Range(0, count), Nodes(axis, axis.Levels).Distinct());
                Assert.All(Enumerable.Range(0, count), place => Assert.Contains(place, Nodes(axis, axis.LevelOf(place))));
                Assert.All(Enumerable.Range(0, count), place => Assert.InRange(place, axis.Node(0, axis.FirstAt(place)), axis.Node(0, axis.FirstAt(place) + 1)));
            }
        }
    }

    [Theory]
    [InlineData(1025, 8, 7)]
    [InlineData(1024, 8, 7)]
    [InlineData(1026, 8, 8)]
    [InlineData(9, 8, 0)]
    [InlineData(5, 8, 0)]
    [InlineData(1, 8, 0)]
    public void Intervals_are_halved_until_none_is_longer_than_one_place(int count, int coarse, int levels) =>
        Assert.Equal(levels, new LatticeAxis(count, coarse).Levels);

    private static IEnumerable<int> Nodes(LatticeAxis axis, int level) =>
        Enumerable.Range(0, axis.Intervals(level) + 1).Select(node => axis.Node(level, node));
}
