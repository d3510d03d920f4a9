using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Tests.Map;

public sealed class MapDifferenceTests
{
    private static readonly Axis B = Landscapes.Reals("B", AxisScale.Linear, Landscapes.Even(0, 9, 10));

    private static StabilityMap Map(Func<double, (int, int)?> trials) => Landscapes.Of([B], at => trials(at[0].AsReal()));

    [Fact]
    public void A_moved_cliff_changes_the_cells_that_it_passed()
    {
        var difference = MapDifference.Of(Map(b => b < 4 ? (0, 8) : (8, 8)), Map(b => b < 6 ? (0, 8) : (8, 8)));

        Assert.Equal(["4", "5"], difference.Changed.Select(cell => cell.A.Cell.Id.Text));
        Assert.Equal(0.2, difference.ChangedShare);
        Assert.All(difference.Changed, cell => Assert.Equal(2.0 / 12870, cell.P, 1e-9));
        Assert.InRange(difference.OverallP, 0, 1e-5);
    }

    [Fact]
    public void A_label_that_chance_could_change_is_new_but_not_changed()
    {
        var difference = MapDifference.Of(Map(_ => (5, 8)), Map(b => b == 3 ? (3, 8) : (5, 8)));

        Assert.Empty(difference.Changed);
        Assert.Equal("3", Assert.Single(difference.Cells, cell => cell.HasNewLabel).A.Cell.Id.Text);
    }

    [Fact]
    public void Three_trials_cannot_decide_a_cell_but_many_cells_together_can_the_map()
    {
        var difference = MapDifference.Of(Map(_ => (3, 3)), Map(b => b < 4 ? (0, 3) : (3, 3)));

        Assert.Empty(difference.Changed);
        Assert.Equal(4, difference.Undecidable);
        Assert.InRange(difference.OverallP, 0, 0.001);
    }

    [Fact]
    public void Cells_in_only_one_map_are_listed_and_not_compared()
    {
        var difference = MapDifference.Of(Map(b => b == 2 ? null : (4, 4)), Map(b => b == 7 ? (0, 0) : (4, 4)));

        Assert.Equal(["7"], difference.OnlyInA.Select(cell => cell.Cell.Id.Text));
        Assert.Equal(["2"], difference.OnlyInB.Select(cell => cell.Cell.Id.Text));
        Assert.Equal(8, difference.Cells.Length);
        Assert.Equal(1, difference.OverallP);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(16)]
    public void Two_runs_of_one_truth_differ_at_all_in_at_most_five_of_a_hundred(int replicates)
    {
        const int pairs = 400;
        var (alarms, overall) = (0, 0);
        var numbers = new RandomStream((ulong)replicates, RandomPurpose.Planning);
        for (var i = 0; i < pairs; i++)
        {
            var difference = MapDifference.Of(Run(), Run());
            alarms += difference.Changed.Any() ? 1 : 0;
            overall += difference.OverallP <= 0.05 ? 1 : 0;
        }

        // Three standard errors above 5 % for the second, which is not exact.
        Assert.InRange((double)alarms / pairs, 0, 0.05);
        Assert.InRange((double)overall / pairs, 0, 0.083);

        StabilityMap Run() => Map(b => (Enumerable.Range(0, replicates).Count(_ => numbers.NextDouble() < 1 / (1 + Math.Exp(5 - b))), replicates));
    }
}
