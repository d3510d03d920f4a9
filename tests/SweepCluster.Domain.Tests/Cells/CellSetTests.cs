using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
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

    [Theory]
    [InlineData("sobol")]
    [InlineData("latin")]
    public void Spread_points_of_mixed_axes_lie_in_range_without_repetition(string kind)
    {
        const string Text = Head + "axes: [{parameter: B, log: {from: 1, to: 64, count: 2}}, {parameter: degree, linear: {from: 2, to: 5, count: 2}}, {parameter: clip, values: [none, selective]}]\n";
        var cells = Sweep(Text + $"strategy: {{kind: {kind}, cells: 512}}\n").Cells().ToArray();
        var otherSeed = Sweep(Text + $"seed: 2\nstrategy: {{kind: {kind}, cells: 512}}\n").Cells();

        Assert.Equal(512, cells.Select(cell => cell.Id).Distinct().Count());
        Assert.All(cells, cell => Assert.InRange(cell.Parameters.Real("B"), 1, 64));
        Assert.All(Enumerable.Range(0, 8), part => Assert.Equal(64, cells.Count(cell => (int)(Math.Log(cell.Parameters.Real("B"), 64) * 8) == part)));
        Assert.All(Enumerable.Range(2, 4), degree => Assert.Equal(128, cells.Count(cell => cell.Parameters.Integer("degree") == degree)));
        Assert.Equal(256, cells.Count(cell => cell.Parameters.Choice("clip") == "none"));
        Assert.NotEqual(cells, otherSeed);
    }

    [Theory]
    [InlineData("sobol")]
    [InlineData("latin")]
    [InlineData("random")]
    public void Spread_points_can_take_a_listed_space_whole(string kind)
    {
        var cells = Sweep(Head + $"axes: [{{parameter: degree, int: {{from: 1, to: 22}}}}, {{parameter: clip, values: [none, standard]}}]\nstrategy: {{kind: {kind}, cells: 44}}\n").Cells();

        Assert.Equal(44, cells.Select(cell => cell.Id).Distinct().Count());
    }

    [Fact]
    public void A_longer_sobol_sweep_begins_with_a_shorter_one()
    {
        const string Text = Head + "axes: [{parameter: B, log: {from: 1, to: 64, count: 2}}, {parameter: alpha, linear: {from: 1, to: 2, count: 2}}]\n";

        Assert.Equal(
            Sweep(Text + "strategy: {kind: sobol, cells: 20}\n").Cells(),
            Sweep(Text + "strategy: {kind: sobol, cells: 50}\n").Cells().Take(20));
    }

    [Theory]
    [InlineData("")]
    [InlineData("strategy: {kind: sobol, cells: 30}\n")]
    public void Every_cell_and_reference_is_found_by_its_id_and_no_other(string strategy)
    {
        var sweep = Sweep(Head + "axes: [{parameter: hidden, values: [[4], [8, 9]]}, {parameter: B, values: [1, 10, 100]}, {parameter: clip, values: [none, standard]}, {parameter: alpha, linear: {from: 1, to: 2, count: 5}}]\n" + strategy);
        var cells = sweep.CellSet();

        Assert.Equal(Enumerable.Range(0, cells.Count), cells.Select(cell => cells.Find(cell.Id)));
        Assert.Equal(Enumerable.Range(0, cells.References.Count), cells.References.Select(reference => cells.References.Find(reference.Id)));
        Assert.All(Enumerable.Range(0, cells.Count), i => Assert.Equal(ReferenceCell.For(cells[i]).Id, cells.References[cells.ReferenceOf(i)].Id));
        Assert.All(["", "base", "B=1", cells[0].Id.Text + ";", cells[0].Id.Text.Replace("alpha=", "alpha=7", StringComparison.Ordinal)], text => Assert.Equal(-1, cells.Find(new CellId(text))));
        Assert.All(["", "reference", cells.References[0].Id.Text + "x", cells.References[0].Id.Text.Replace("batch=", "batch=7", StringComparison.Ordinal)], text => Assert.Equal(-1, cells.References.Find(new CellId(text))));
    }

    [Fact]
    public void A_cell_shares_the_values_that_it_does_not_change()
    {
        var sweep = Sweep(Head + "parameters: {alpha: 0.25}\naxes: [{parameter: B, values: [1, 2]}]\n");
        var cell = sweep.CellSet()[1];
        var copied = sweep.Parameters.With(KeyValuePair.Create("B", ParameterValue.Real(2)));

        Assert.Equal(copied, cell.Parameters);
        Assert.Equal(copied.GetHashCode(), cell.Parameters.GetHashCode());
        Assert.Equal(copied.Values, cell.Parameters.Values);
        Assert.Equal(0.5, cell.Parameters.With(KeyValuePair.Create("alpha", ParameterValue.Real(0.5))).Real("alpha"));
        Assert.Throws<ArgumentException>(() => sweep.Parameters.Over(["b"], [ParameterValue.Real(2)]));
    }
}
