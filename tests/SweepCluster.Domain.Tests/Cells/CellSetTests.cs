using SweepCluster.Domain.Cells;
using static SweepCluster.Domain.Tests.Sweeps.SweepText;

namespace SweepCluster.Domain.Tests.Cells;

public class CellSetTests
{
    [Fact]
    public void A_grid_has_every_combination_with_the_last_axis_fastest()
    {
        var sweep = Sweep(Head + "parameters: {alpha: 0.25}\naxes: [{parameter: degree, values: [2, 4]}, {parameter: B, values: [1.5, 3, 6]}]\n");
        var cells = sweep.Cells().ToArray();

        Assert.Equal(
            ["B=1.5;degree=2", "B=3;degree=2", "B=6;degree=2", "B=1.5;degree=4", "B=3;degree=4", "B=6;degree=4"],
            cells.Select(cell => cell.Id.Text));
        Assert.Equal(["4", "1.5"], cells[3].Coordinates.Select(value => value.Text));
        Assert.Equal((4, 1.5, 0.25), (cells[3].Parameters.Integer("degree"), cells[3].Parameters.Real("B"), cells[3].Parameters.Real("alpha")));
    }

    [Fact]
    public void A_sweep_without_axes_is_one_cell() =>
        Assert.Equal("base", Assert.Single(Sweep(Head).Cells()).Id.Text);

    [Fact]
    public void There_is_one_reference_per_value_that_affects_it()
    {
        const string Axes = "axes: [{parameter: B, values: [1, 2, 3]}, {parameter: dropout, values: [0, 0.5]}]\n";

        Assert.Equal(2, Sweep(Head + Axes).References().Count);
        Assert.Equal(2, Sweep(Head + Axes + "strategy: {kind: random, cells: 6}\n").References().Count);
        Assert.Single(Sweep(Head + "axes: [{parameter: B, values: [1, 2, 3]}]\n").References());
    }

    [Fact]
    public void Random_cells_lie_in_range_without_repetition_and_a_longer_sweep_begins_with_a_shorter_one()
    {
        const string Text = Head + "axes: [{parameter: B, log: {from: 1, to: 64, count: 2}}, {parameter: degree, linear: {from: 2, to: 5, count: 2}}, {parameter: clip, values: [none, selective]}]\n";
        var cells = Sweep(Text + "strategy: {kind: random, cells: 600}\n").Cells().ToArray();
        var shorter = Sweep(Text + "strategy: {kind: random, cells: 50}\n").Cells();
        var otherSeed = Sweep(Text + "seed: 2\nstrategy: {kind: random, cells: 50}\n").Cells();

        Assert.Equal(600, cells.Select(cell => cell.Id).Distinct().Count());
        Assert.All(cells, cell => Assert.InRange(cell.Parameters.Real("B"), 1, 64));
        Assert.InRange(cells.Count(cell => cell.Parameters.Real("B") < 8), 250, 350);
        Assert.All(Enumerable.Range(2, 4), degree => Assert.InRange(cells.Count(cell => cell.Parameters.Integer("degree") == degree), 105, 195));
        Assert.InRange(cells.Count(cell => cell.Parameters.Choice("clip") == "none"), 240, 360);
        Assert.Equal(cells[..50], shorter);
        Assert.NotEqual(cells[..50], otherSeed);
    }

    [Fact]
    public void Random_cells_can_take_a_listed_space_whole()
    {
        var cells = Sweep(Head + "axes: [{parameter: degree, int: {from: 1, to: 22}}, {parameter: clip, values: [none, standard]}]\nstrategy: {kind: random, cells: 44}\n").Cells();

        Assert.Equal(44, cells.Select(cell => cell.Id).Distinct().Count());
    }
}
