using System.Globalization;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Domain.Tests.Planning.Landscapes;
using static SweepCluster.Domain.Tests.Sweeps.SweepText;

namespace SweepCluster.Domain.Tests.Planning.Refinement;

public class RefinePlannerTests
{
    private const string Square = Head + "axes: [{parameter: B, linear: {from: 1, to: 2, count: 65}}, {parameter: lambda, linear: {from: 1, to: 2, count: 65}}]\nreplicates: {count: 1}\n";

    [Theory]
    [InlineData("{kind: refine}", "{count: 1}")]
    [InlineData("{kind: refine, coarse: 5, resolution: 47}", "{count: 3}")]
    [InlineData("{kind: refine, cells: 300}", "{count: 1}")]
    [InlineData("{kind: refine, coarse: 4, cells: 150}", "{count: 2}")]
    public void The_same_trials_are_asked_whatever_the_order_of_the_results(string strategy, string replicates)
    {
        foreach (var landscape in new[] { Landscape.Circle, Landscape.NoisyCliff })
        {
            var sweep = Sweep(Square, ("strategy", strategy), ("replicates", replicates));
            Observation Train(Trial trial) => LandscapeRun.Train(landscape, trial);
            var trials = Arrival.InOrder(sweep, Train);

            Assert.True(trials.Count > 100);
            Assert.True(trials.SetEquals(Arrival.LastFirst(sweep, Train)));
            Assert.True(trials.SetEquals(Arrival.Shuffled(sweep, Train, seed: 1)));
            Assert.True(trials.SetEquals(Arrival.Shuffled(sweep, Train, seed: 2)));
        }
    }

    [Fact]
    public void One_corner_is_refined_to_the_end_before_another_has_begun()
    {
        var plan = Planner.For(Sweep(Square + "strategy: {kind: refine}\n"));
        var asked = new HashSet<CellId>();
        while (true)
        {
            (var trials, plan) = plan.Ask(int.MaxValue);
            asked.UnionWith(trials.Select(trial => trial.Cell.Id));
            var inCorner = trials.Where(trial => trial.Cell.IsReference || (X(trial.Cell) <= 0.25 && Y(trial.Cell) <= 0.25)).ToArray();
            if (inCorner.Length == 0)
            {
                break;
            }

            plan = plan.Tell(inCorner.Select(trial => LandscapeRun.Train(new Landscape("diagonal", (x, y) => x + y < 0.3 ? 1 : 0), trial)));
        }

        Assert.False(plan.IsComplete);
        Assert.Contains(new CellId("B=1.14062;lambda=1.15625"), asked);
        var elsewhere = asked.Where(cell => !cell.Text.StartsWith("reference", StringComparison.Ordinal))
            .Select(Numbers)
            .Where(numbers => numbers.Any(number => number > 1.5))
            .ToArray();
        Assert.Equal(81 - 25, elsewhere.Length);
        Assert.All(elsewhere, numbers => Assert.All(numbers, number => Assert.Equal(0, number * 8 % 1)));

        static double[] Numbers(CellId cell) =>
            [.. cell.Text.Split(';').Select(part => double.Parse(part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture))];
    }

    [Fact]
    public void Every_cell_is_one_of_the_dense_grid()
    {
        var sweep = Sweep(Square + "strategy: {kind: refine, resolution: 100}\n");
        var grid = Sweep(Square, ("axes.B.linear.count", "100"), ("axes.lambda.linear.count", "100"));
        var cells = Cells(sweep, trial => LandscapeRun.Train(Landscape.Curve, trial));

        Assert.InRange(cells.Count, 81, 3000);
        Assert.Subset(grid.Cells().Select(cell => cell.Id).ToHashSet(), cells);
    }

    [Fact]
    public void A_map_without_changes_is_left_at_the_coarse_cover() =>
        Assert.Equal(81, Cells(Sweep(Square + "strategy: {kind: refine}\n"), trial => new Observation(trial.Id, Outcome.Diverged, null)).Count);

    [Fact]
    public void A_jump_of_the_score_among_stable_cells_is_refined_and_a_slope_is_not()
    {
        var sweep = Sweep(Square + "strategy: {kind: refine, tolerance: 0.2}\n");

        Assert.Equal(81, Cells(sweep, trial => new Observation(trial.Id, Outcome.Stable, 0.5 + (0.4 * X(trial.Cell)))).Count);
        Assert.InRange(Cells(sweep, trial => new Observation(trial.Id, Outcome.Stable, X(trial.Cell) < 0.3 ? 0.5 : 0.9)).Count, 200, 800);
    }

    [Fact]
    public void Different_failures_are_told_apart()
    {
        var cells = Cells(
            Sweep(Square + "strategy: {kind: refine}\n"),
            trial => new Observation(trial.Id, X(trial.Cell) < 0.3 ? Outcome.Diverged : Outcome.Collapsed, null));

        Assert.InRange(cells.Count, 200, 800);
    }

    [Fact]
    public void A_cell_that_lies_on_both_sides_of_the_threshold_is_looked_at_closely()
    {
        Observation Mixed(Trial trial) => new(trial.Id, !trial.Cell.IsReference && X(trial.Cell) == 0.5 && Y(trial.Cell) == 0.5 && trial.Replicate == 0 ? Outcome.Diverged : Outcome.Stable, 0.9);
        var sweep = Sweep(Square + "strategy: {kind: refine}\n", ("replicates.count", "3"));
        var cells = Cells(sweep, Mixed);

        Assert.Contains(new CellId("B=1.51562;lambda=1.51562"), cells);
        Assert.DoesNotContain(new CellId("B=1.01562;lambda=1.01562"), cells);
    }

    [Fact]
    public void A_single_axis_is_bisected()
    {
        var sweep = Sweep(Head + "axes: [{parameter: B, log: {from: 1, to: 64, count: 1025}}]\nreplicates: {count: 1}\nstrategy: {kind: refine}\n");
        var cells = Cells(sweep, trial => new Observation(trial.Id, trial.Cell.Parameters.Real("B") < 9.9 ? Outcome.Diverged : Outcome.Stable, 0.9));

        Assert.InRange(cells.Count, 9 + 7, 9 + (3 * 7));
        var values = cells.Select(cell => double.Parse(cell.Text[2..], CultureInfo.InvariantCulture)).ToArray();
        Assert.InRange(values.Where(b => b >= 9.9).Min() / values.Where(b => b < 9.9).Max(), 1, Math.Pow(64, 1.0 / 1024) * 1.0001);
    }

    [Fact]
    public void Listed_values_are_split_by_place_and_each_further_value_has_a_slice_of_its_own()
    {
        var sweep = Sweep(Head + "axes: [{parameter: clip, values: [none, standard]}, {parameter: degree, values: [2, 4, 8, 16, 22]}, {parameter: B, log: {from: 1, to: 64, count: 129}}]\nreplicates: {count: 1}\nmap: {x: B, y: degree}\nstrategy: {kind: refine}\n");
        var cells = Arrival.InOrder(sweep, trial =>
        {
            var (b, degree) = (trial.Cell.Parameters.Real("B"), trial.Cell.Parameters.Integer("degree"));
            return new Observation(trial.Id, b > degree * (trial.Cell.Parameters.Choice("clip") == "none" ? 0.6 : 1.5) ? Outcome.Stable : Outcome.Diverged, 0.9);
        });
        var trained = cells.Select(trial => trial.Cell.Text).Where(cell => !cell.StartsWith("reference", StringComparison.Ordinal)).ToArray();

        Assert.InRange(trained.Length, 2 * 45, 700);
        foreach (var (clip, factor) in new[] { ("none", 0.6), ("standard", 1.5) })
        {
            foreach (var degree in new[] { 2, 4, 8, 16, 22 })
            {
                var along = trained.Where(cell => cell.EndsWith($";clip={clip};degree={degree}", StringComparison.Ordinal))
                    .Select(cell => double.Parse(cell[2..cell.IndexOf(';', StringComparison.Ordinal)], CultureInfo.InvariantCulture))
                    .ToArray();
                var step = Math.Pow(64, 1.0 / 128) * 1.0001;
                Assert.True(along.Where(b => b > degree * factor).Min() / along.Where(b => b <= degree * factor).Max() <= step, $"{clip} {degree}");
            }
        }
    }

    [Fact]
    public void A_budget_is_kept_and_goes_to_the_cliff_first()
    {
        Observation Train(Trial trial) => new(
            trial.Id,
            X(trial.Cell) < 0.3 ? Outcome.Diverged : X(trial.Cell) < 0.7 ? Outcome.Collapsed : Outcome.Stable,
            0.9);
        var all = Cells(Sweep(Square + "strategy: {kind: refine}\n"), Train);
        var some = Cells(Sweep(Square + "strategy: {kind: refine, cells: 250}\n"), Train);

        Assert.InRange(some.Count, 200, 250);
        Assert.Subset(all, some);
        Assert.True(some.Count(cell => Near(cell, 0.7)) > some.Count(cell => Near(cell, 0.3)));

        static bool Near(CellId cell, double x) =>
            Math.Abs(double.Parse(cell.Text[2..cell.Text.IndexOf(';', StringComparison.Ordinal)], CultureInfo.InvariantCulture) - 1 - x) < 0.12;
    }

    [Fact]
    public void References_are_asked_before_the_cells_that_they_judge_and_only_where_a_cell_is_asked()
    {
        var sweep = Sweep(Head + "axes: [{parameter: learningRate, log: {from: 1e-4, to: 1, count: 65}}, {parameter: B, log: {from: 1, to: 64, count: 65}}]\nreplicates: {count: 2}\nstrategy: {kind: refine}\n");
        var trials = new List<Trial>();
        for (var plan = Planner.For(sweep); !plan.IsComplete;)
        {
            (var wanted, plan) = plan.Ask(200);
            trials.AddRange(wanted);
            plan = plan.Tell(wanted.Select(trial => new Observation(trial.Id, trial.Cell.Parameters.Real("learningRate") < 0.02 ? Outcome.Stable : Outcome.Diverged, 0.9)));
        }

        var cells = trials.Where(trial => !trial.Cell.IsReference).ToArray();
        Assert.Equal(
            cells.Select(trial => new TrialId(Domain.Families.ReferenceCell.For(trial.Cell).Id, trial.Replicate)).ToHashSet(),
            trials.Where(trial => trial.Cell.IsReference).Select(trial => trial.Id).ToHashSet());
        var coarse = trials.Take((9 * 2) + (81 * 2)).ToArray();
        Assert.Equal(9 * 2, coarse.TakeWhile(trial => trial.Cell.IsReference).Count());
    }

    [Fact]
    public void A_result_that_was_told_before_or_not_asked_for_changes_nothing()
    {
        var plan = Planner.For(Sweep(Square + "strategy: {kind: refine}\n"));
        (var trials, plan) = plan.Ask(int.MaxValue);
        var results = trials.Select(trial => new Observation(trial.Id, Outcome.Stable, 0.9)).ToArray();
        var odd = new[] { results[0], results[0], new(new TrialId(new CellId("B=1.01562;lambda=1"), 0), Outcome.Diverged, null), new(new TrialId(trials[^1].Cell.Id, 1), Outcome.Diverged, null), new(new TrialId(new CellId("?"), 0), Outcome.Diverged, null) };

        Assert.True(plan.Tell(odd).Tell(results).IsComplete);
        Assert.False(plan.Tell(odd).Tell(results[..^1]).IsComplete);
        Assert.True(Planner.For(Sweep(Square + "strategy: {kind: refine}\n")).Tell(results).IsComplete);
    }

    private static double X(Cell cell) => cell.Parameters.Real("B") - 1;

    private static double Y(Cell cell) => cell.Parameters.Real("lambda") - 1;

    private static HashSet<CellId> Cells(Sweep sweep, Func<Trial, Observation> train) =>
        [.. Arrival.InOrder(sweep, train).Select(trial => trial.Cell).Where(cell => !cell.Text.StartsWith("reference", StringComparison.Ordinal))];
}
