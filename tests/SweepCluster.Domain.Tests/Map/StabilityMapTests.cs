using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Domain.Tests.Outcomes;

namespace SweepCluster.Domain.Tests.Map;

public sealed class StabilityMapTests
{
    private static readonly ParameterSet Parameters = new(Family.PolynomialNetwork, []);
    private static readonly Trace Stable = Traces.Scores(0.9);
    private static readonly Trace Diverged = Traces.Scores().Diverging();

    private static Axis Reals(string name, params double[] values) =>
        new(name, AxisScale.Linear, [.. values.Select(ParameterValue.Real)]);

    private static Sweep SweepOf(StrategyKind kind, params ImmutableArray<Axis> axes) => new()
    {
        Name = "test",
        Family = Family.PolynomialNetwork,
        Dataset = new DatasetReference { Name = "blobs", Normalise = Normalisation.None },
        Parameters = Parameters,
        Axes = axes,
        Strategy = new Strategy(kind),
        Replicates = Replicates.Fixed(2),
        Budget = new Budget(1),
        Labels = new LabelThresholds(),
        Map = new MapAxes(axes.Length > 0 ? axes[0].Parameter : "none", axes.Length > 1 ? axes[1].Parameter : null),
    };

    private static Cell At(params ParameterValue[] coordinates) =>
        new(new CellId(string.Join(';', coordinates.Select(value => value.Text))), [.. coordinates], Parameters);

    private static Cell At(params double[] coordinates) => At([.. coordinates.Select(ParameterValue.Real)]);

    private static Dictionary<TrialId, TrialResult> Results(params (Cell Cell, Trace[] Traces)[] cells) => cells
        .SelectMany(entry => entry.Traces.Select((trace, i) => new TrialResult(new TrialId(entry.Cell.Id, i), trace, TimeSpan.FromSeconds(i + 1))))
        .ToDictionary(result => result.Trial);

    [Fact]
    public void A_cell_gathers_its_trials()
    {
        var cell = At(1.0);
        var late = Traces.Scores(0.9).Diverging(step: 41);
        var map = StabilityMap.Of(SweepOf(StrategyKind.Grid, Reals("B", 1)), [cell], Results((cell, [Stable, Diverged, Stable, late, Traces.Scores(0.5)])));

        var found = Assert.Single(map.Cells);
        Assert.Equal(3, found.Counts[Outcome.Stable]);
        Assert.Equal(1, found.Counts[Outcome.Diverged]);
        Assert.Equal(1, found.Counts[Outcome.Collapsed]);
        Assert.Equal(Outcome.Stable, found.Majority);
        Assert.Equal(0.6, found.Stable.Estimate, 1e-15);
        Assert.Equal(0.2307, found.StableInterval.Lower, 0.0001);
        Assert.Equal(0.8824, found.StableInterval.Upper, 0.0001);
        Assert.Equal((0.9 + 0.9 + 0.5) / 3, found.StableScore.Mean, 1e-15);
        Assert.Equal(24, found.StepsToDivergence.Median);
        Assert.Equal(TimeSpan.FromSeconds(15), found.TrainingTime);
        Assert.Equal([0, 1, 2, 3, 4], found.Trials.Select(trial => trial.Id.Replicate));
    }

    [Fact]
    public void Of_equally_frequent_labels_the_more_severe_wins()
    {
        var cell = At(1.0);
        var sweep = SweepOf(StrategyKind.Grid, Reals("B", 1));

        Assert.Equal(Outcome.Diverged, StabilityMap.Of(sweep, [cell], Results((cell, [Stable, Diverged]))).Cells[0].Majority);
        Assert.Equal(Outcome.Diverged, StabilityMap.Of(sweep, [cell], Results((cell, [Diverged, Traces.Scores(0.9).Diverging()]))).Cells[0].Majority);
    }

    [Fact]
    public void A_cell_without_results_is_pending_and_unknown()
    {
        var cell = At(1.0);
        var map = StabilityMap.Of(SweepOf(StrategyKind.Grid, Reals("B", 1)), [cell], Results());

        Assert.True(map.Cells[0].IsPending);
        Assert.Null(map.Cells[0].Majority);
        Assert.Equal(1, map.PendingCells);
        Assert.Equal(1, map.Cells[0].StableInterval.Width);
    }

    [Fact]
    public void Arrival_order_leaves_no_mark()
    {
        var sweep = SweepOf(StrategyKind.Grid, Reals("B", 10, 2, 1), Reals("alpha", 1, 0.5));
        var cells = new[] { At(10, 0.5), At(2, 1), At(1, 1), At(10, 1), At(2, 0.5), At(1, 0.5) };
        var results = Results([.. cells.Select(cell => (cell, new[] { Stable, Diverged }))]);
        var reversed = results.Reverse().ToDictionary(pair => pair.Key, pair => pair.Value);

        var map = StabilityMap.Of(sweep, cells, results);
        var other = StabilityMap.Of(sweep, cells.Reverse(), reversed);

        Assert.Equal(["1;0.5", "1;1", "2;0.5", "2;1", "10;0.5", "10;1"], map.Cells.Select(cell => cell.Cell.Id.Text));
        Assert.Equal(map.Cells.Select(cell => cell.Cell.Id), other.Cells.Select(cell => cell.Cell.Id));
        Assert.Equal(map.Cells.SelectMany(cell => cell.Trials), other.Cells.SelectMany(cell => cell.Trials));
    }

    [Fact]
    public void A_listed_axis_keeps_the_order_of_the_file()
    {
        var axis = new Axis("norm", AxisScale.Category, [ParameterValue.Choice("none"), ParameterValue.Choice("after"), ParameterValue.Choice("before")]);
        var map = StabilityMap.Of(SweepOf(StrategyKind.Grid, axis), axis.Values.Reverse().Select(value => At(value)), Results());

        Assert.Equal(["none", "after", "before"], map.Cells.Select(cell => cell.Cell.Id.Text));
        Assert.Equal(["none", "after", "before"], map.Slices[0].X.Select(value => value.Text));
    }

    [Fact]
    public void References_stand_apart_and_judge_the_same_replicate()
    {
        var cell = At(1.0);
        var reference = new Cell(new CellId("reference"), [], Parameters, IsReference: true);
        var weak = Traces.Scores(0.5);
        var results = Results((cell, [weak, weak]), (reference, [Traces.Scores(0.9), Traces.Scores(0.5)]));

        var map = StabilityMap.Of(SweepOf(StrategyKind.Grid, Reals("B", 1)), [reference, cell], results, _ => reference.Id);

        Assert.Equal([Outcome.Degraded, Outcome.Stable], Assert.Single(map.Cells).Trials.Select(trial => trial.Outcome));
        Assert.Equal(2, Assert.Single(map.References).Counts[Outcome.Stable]);
        Assert.Equal(2, map.Counts.Total);
    }

    [Fact]
    public void Further_axes_give_one_slice_per_value()
    {
        var sweep = SweepOf(StrategyKind.Grid, Reals("B", 1, 2), Reals("alpha", 3, 4), Reals("lambda", 6, 5));
        var cells = from b in new[] { 1.0, 2 } from a in new[] { 3.0, 4 } from l in new[] { 5.0, 6 } select At(b, a, l);

        var map = StabilityMap.Of(sweep, cells, Results());

        Assert.Equal(["5", "6"], map.Slices.Select(slice => Assert.Single(slice.Fixed).Value.Text));
        Assert.Equal("2;3;6", map.Slices[1].At(1, 0)!.Cell.Id.Text);
        Assert.Equal(4, map.Slices[0].Cells.Length);
    }

    [Fact]
    public void A_missing_cell_leaves_a_hole()
    {
        var map = StabilityMap.Of(SweepOf(StrategyKind.Grid, Reals("B", 1, 2), Reals("alpha", 3, 4)), [At(1, 3), At(2, 4)], Results());

        Assert.Null(map.Slices[0].At(0, 1));
        Assert.Equal("2;4", map.Slices[0].At(1, 1)!.Cell.Id.Text);
    }

    [Fact]
    public void A_freely_drawn_further_axis_is_looked_along()
    {
        var sweep = SweepOf(StrategyKind.Random, Reals("B"), Reals("alpha"), Reals("lambda"));

        var map = StabilityMap.Of(sweep, [At(1, 3, 0.1), At(2, 4, 0.7)], Results());

        Assert.Equal(2, Assert.Single(map.Slices).Cells.Length);
        Assert.Empty(map.Slices[0].Fixed);
    }

    [Fact]
    public void A_sweep_without_axes_is_one_slice_of_one_cell()
    {
        var map = StabilityMap.Of(SweepOf(StrategyKind.Grid), [At(Array.Empty<double>())], Results());

        Assert.Null(map.X);
        Assert.NotNull(Assert.Single(map.Slices).At(0));
    }

    [Fact]
    public void A_cell_that_the_machine_failed_is_unknown_and_one_without_any_trial_is_only_pending()
    {
        var sweep = SweepOf(StrategyKind.Grid, Reals("B", 1, 2, 3));
        var (failed, waiting, retried) = (At(1.0), At(2.0), At(3.0));
        TrialId[] failures = [new(failed.Id, 0), new(failed.Id, 1), new(retried.Id, 0), new(retried.Id, 1)];

        var map = StabilityMap.Of(sweep, [failed, waiting, retried], Results((retried, [Stable])), failed: failures);

        Assert.Equal([true, false, false], map.Cells.Select(cell => cell.IsUnknown));
        Assert.Equal([true, true, false], map.Cells.Select(cell => cell.IsPending));
        Assert.Equal([2, 0, 1], map.Cells.Select(cell => cell.FailedTrials));
        Assert.Equal((2, 1), (map.PendingCells, map.UnknownCells));
        Assert.Null(map.Cells[0].Majority);
        Assert.Equal(1, map.Counts.Total);
    }

    [Fact]
    public void Results_of_many_replicates_come_by_replicate_whatever_their_order()
    {
        var cells = Enumerable.Range(0, 40).Select(i => At((double)i)).ToArray();
        var results = Results([.. cells.Select(cell => (cell, new[] { Stable, Diverged, Stable }))]);
        var shuffled = results.OrderBy(pair => (pair.Key.Replicate * 7919) ^ (pair.Key.Cell.Text.Length * 31)).ToDictionary(pair => pair.Key, pair => pair.Value);

        var map = StabilityMap.Of(SweepOf(StrategyKind.Grid, Reals("B")), cells.Reverse(), shuffled);

        Assert.Equal(cells.Select(cell => cell.Id), map.Cells.Select(cell => cell.Cell.Id));
        Assert.All(map.Cells, cell => Assert.Equal([Outcome.Stable, Outcome.Diverged, Outcome.Stable], cell.Trials.Select(trial => trial.Outcome)));
    }

    [Fact]
    public void More_combinations_than_fit_a_number_are_ordered_alike()
    {
        var axes = Enumerable.Range(0, 5).Select(axis => Reals($"p{axis}", [.. Enumerable.Range(0, 8000).Select(i => (double)i)])).ToArray();
        Cell[] cells = [At(1, 0, 0, 0, 7), At(0, 9, 9, 9, 9), At(1, 0, 0, 0, 6)];

        var map = StabilityMap.Of(SweepOf(StrategyKind.Random, [.. axes]), cells, Results());

        Assert.Equal(["0;9;9;9;9", "1;0;0;0;6", "1;0;0;0;7"], map.Cells.Select(cell => cell.Cell.Id.Text));
    }
}
