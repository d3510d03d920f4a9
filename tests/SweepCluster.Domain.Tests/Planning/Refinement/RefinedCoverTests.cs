using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Planning.Refinement;
using SweepCluster.Domain.Sweeps;
using static SweepCluster.Domain.Tests.Sweeps.SweepText;

namespace SweepCluster.Domain.Tests.Planning.Refinement;

public class RefinedCoverTests
{
    private static readonly Sweep Line = Sweep(Head + "axes: [{parameter: degree, int: {from: 1, to: 17}}]\nstrategy: {kind: refine, coarse: 2}\n");

    [Fact]
    public void A_cell_that_was_not_trained_is_stood_for_by_the_nearest_corner_of_the_smallest_quad()
    {
        var cover = new RefinedCover(Line, Ids(1, 5, 7, 9, 17));

        Assert.Equal(
            [0, 0, 0, 4, 4, 4, 6, 6, 8, 8, 8, 8, 8, 16, 16, 16, 16],
            Enumerable.Range(0, cover.Count).Select(cell => cover.Nearest(cell)!.Value));
    }

    [Fact]
    public void A_part_whose_cover_is_not_trained_has_nobody_to_stand_for_it()
    {
        var cover = new RefinedCover(Line, [.. Ids(1, 9), new CellId("elsewhere")]);

        Assert.Equal(8, cover.Nearest(7));
        Assert.Null(cover.Nearest(12));
    }

    [Fact]
    public void Slices_do_not_stand_for_each_other()
    {
        var sweep = Sweep(Head + "axes: [{parameter: degree, int: {from: 1, to: 17}}, {parameter: clip, values: [none, standard]}]\nmap: {x: degree, y: clip}\nstrategy: {kind: grid}\n");
        sweep = sweep with { Map = new MapAxes("degree", null), Strategy = Line.Strategy };
        var cover = new RefinedCover(sweep, sweep.Cells().Where(cell => cell.Parameters.Choice("clip") == "none").Select(cell => cell.Id));

        Assert.All(Enumerable.Range(0, cover.Count), cell => Assert.Equal(cell % 2 == 0 ? cell : null, cover.Nearest(cell)));
    }

    private static CellId[] Ids(params int[] degrees) => [.. degrees.Select(degree => new CellId($"degree={degree}"))];
}
