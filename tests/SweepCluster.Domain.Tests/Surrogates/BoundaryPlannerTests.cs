using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Tests.Surrogates;

public sealed class BoundaryPlannerTests
{
    [Fact]
    public void It_knows_a_boundary_in_four_dimensions_better_than_ten_times_as_many_sobol_cells()
    {
        var chosen = BoundaryRun.Of("{kind: boundary, cells: 100}", truth: KnownBoundary.Product);
        var spread = BoundaryRun.Of("{kind: sobol, cells: 1000}", truth: KnownBoundary.Product);

        Assert.True(chosen.Wrong(100) < spread.WrongByNearest(1000) / 2);
    }

    [Fact]
    public void It_knows_a_boundary_better_than_as_many_sobol_points_in_the_same_model()
    {
        var chosen = BoundaryRun.Of("{kind: boundary, cells: 140}");
        var spread = BoundaryRun.Of("{kind: sobol, cells: 140}");

        Assert.True(chosen.Wrong(140) < 0.7 * spread.Wrong(140));
    }

    [Fact]
    public void It_begins_with_the_cells_of_sobol_and_trains_as_many_as_asked_for_once_each()
    {
        var run = BoundaryRun.Of("{kind: boundary, cells: 50, initial: 20, batch: 8}");
        var sobol = BoundaryRun.Of("{kind: sobol, cells: 20}");

        Assert.Equal(50, run.Order.Distinct().Count());
        Assert.Equal(50, run.Cells);
        Assert.Equal(sobol.Order.ToHashSet(), run.Order.Take(20).ToHashSet());
    }

    [Fact]
    public void The_cells_do_not_depend_on_how_the_results_arrive()
    {
        var atOnce = BoundaryRun.Of("{kind: boundary, cells: 60, initial: 20, batch: 8}");
        var byThree = BoundaryRun.Of("{kind: boundary, cells: 60, initial: 20, batch: 8}", batch: 3);

        Assert.Equal(atOnce.Order, byThree.Order);
    }

    [Fact]
    public void A_longer_sweep_trains_the_cells_of_a_shorter_one_first()
    {
        var shorter = BoundaryRun.Of("{kind: boundary, cells: 36, initial: 20, batch: 8}");
        var longer = BoundaryRun.Of("{kind: boundary, cells: 52, initial: 20, batch: 8}");

        Assert.Equal(shorter.Order, longer.Order.Take(36));
    }

    [Fact]
    public void A_round_waits_for_all_results_of_the_last_one()
    {
        var (first, plan) = Planner.For(BoundaryRun.SweepOf("{kind: boundary, cells: 30, initial: 10}")).Ask(int.MaxValue);
        var results = first.Select(trial => new Observation(trial.Id, Outcome.Stable, 0.9)).ToArray();

        plan = plan.Tell(results[1..]);
        Assert.Empty(plan.Ask(1).Trials);
        Assert.NotEmpty(plan.Tell(results[..1]).Ask(1).Trials);
    }

    [Theory]
    [InlineData("{kind: boundary}", "how many cells")]
    [InlineData("{kind: boundary, cells: 5000}", "2048")]
    [InlineData("{kind: boundary, cells: 20, initial: 30}", "smaller initial")]
    [InlineData("{kind: sobol, cells: 20, batch: 4}", "is for kind: boundary")]
    public void A_strategy_that_makes_no_sense_is_refused(string strategy, string expected)
    {
        var error = Assert.Throws<InvalidOperationException>(() => BoundaryRun.SweepOf(strategy));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_written_sweep_reads_as_the_same()
    {
        var sweep = BoundaryRun.SweepOf("{kind: boundary, cells: 100, initial: 30, batch: 5}");

        Assert.Equal(new Boundary(30, 5), SweepFileReader.Read(SweepFileWriter.Write(sweep), "again.yaml", []).Sweep!.Strategy.Boundary);
    }
}
