using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Domain.Tests.Outcomes;
using SweepCluster.Domain.Tests.Planning.Landscapes;
using static SweepCluster.Domain.Tests.Sweeps.SweepText;

namespace SweepCluster.Domain.Tests.Planning.Refinement;

public class SaddleTests
{
    private const string Square = Head + "axes: [{parameter: B, linear: {from: 1, to: 2, count: 33}}, {parameter: lambda, linear: {from: 1, to: 2, count: 33}}]\nstrategy: {kind: refine, coarse: 4}\nreplicates: {count: 2}\n";

    /// <summary>Stable in the lower left and in the upper right, which meet in one point.</summary>
    private static readonly Landscape Checkers = new("checkers", (x, y) => x < 0.49 == y < 0.49 ? 1 : 0);

    [Fact]
    public void The_centre_of_a_saddle_is_trained_last_and_decides_the_isoline()
    {
        var sweep = Sweep(Square);
        var (trials, map) = Run(sweep, Checkers);

        var centre = new CellId("B=1.48438;lambda=1.48438");
        Assert.Equal([new TrialId(centre, 0), new TrialId(centre, 1)], trials.TakeLast(2));
        Assert.DoesNotContain(trials.SkipLast(2), trial => trial.Cell == centre);
        Assert.Empty(Isolines.Of(map, Assert.Single(map.Slices), 0.5).OpenSaddles);
    }

    [Fact]
    public void Between_neighbouring_integers_no_cell_has_room_and_the_saddle_stays_open()
    {
        var sweep = Sweep(Square, ("axes", "[{parameter: B, linear: {from: 1, to: 2, count: 17}}, {parameter: degree, int: {from: 1, to: 17}}]"));
        var (trials, map) = Run(sweep, new Landscape("checkers", (b, degree) => b < 0.49 == degree < 8.5 ? 1 : 0));

        Assert.All(trials.Where(trial => !trial.Cell.Text.StartsWith("reference", StringComparison.Ordinal)), trial => Assert.True(sweep.CellSet().Find(trial.Cell) >= 0));
        Assert.Single(Isolines.Of(map, map.Slices[0], 0.5).OpenSaddles);
    }

    [Fact]
    public void The_centres_reference_is_its_own_where_a_mapped_axis_affects_it()
    {
        var sweep = Sweep(Square, ("axes", "[{parameter: B, linear: {from: 1, to: 2, count: 33}}, {parameter: weightDecay, linear: {from: 1, to: 2, count: 33}}]"));
        var (trials, map) = Run(sweep, Checkers);

        var centre = Assert.Single(map.Cells, cell => cell.Cell.Id.Text.StartsWith("B=1.48438;", StringComparison.Ordinal)).Cell;
        var reference = new ReferenceLookup(sweep).Of(centre)!.Value;
        Assert.Contains(new TrialId(reference, 0), trials);
        Assert.Equal(trials.Count, trials.Distinct().Count());
    }

    [Fact]
    public void Centres_take_what_is_left_of_a_budget_of_cells()
    {
        var all = Run(Sweep(Square), Checkers).Trials.Select(trial => trial.Cell).Distinct().Count() - 1;

        Assert.Contains(Run(Sweep(Square, ("strategy.cells", $"{all}")), Checkers).Trials, trial => trial.Cell.Text == "B=1.48438;lambda=1.48438");
        Assert.DoesNotContain(Run(Sweep(Square, ("strategy.cells", $"{all - 1}")), Checkers).Trials, trial => trial.Cell.Text == "B=1.48438;lambda=1.48438");
    }

    [Fact]
    public void The_same_centres_are_asked_for_whatever_the_order_of_the_results()
    {
        var sweep = Sweep(Square);
        static Observation Train(Trial trial) => LandscapeRun.Train(Landscape.NoisyCliff, trial);
        var trials = Arrival.InOrder(sweep, Train);

        Assert.Contains(trials, trial => !trial.Cell.Text.StartsWith("reference", StringComparison.Ordinal) && sweep.CellSet().Find(trial.Cell) < 0);
        Assert.True(trials.SetEquals(Arrival.LastFirst(sweep, Train)));
        Assert.True(trials.SetEquals(Arrival.Shuffled(sweep, Train, seed: 1)));
    }

    private static (List<TrialId> Trials, StabilityMap Map) Run(Sweep sweep, Landscape landscape)
    {
        var (cells, results) = (new List<Cell>(), new Dictionary<TrialId, TrialResult>());
        for (var plan = Planner.For(sweep); !plan.IsComplete;)
        {
            (var trials, plan) = plan.Ask(100);
            Assert.NotEmpty(trials);
            foreach (var trial in trials)
            {
                var isStable = trial.Cell.IsReference || landscape.StableAt(trial.Cell.Coordinates[0].AsReal() - 1, trial.Cell.Coordinates[1].AsReal() - (trial.Cell.Coordinates[1].Kind == Domain.Families.ParameterKind.Integer ? 0 : 1)) > 0.5;
                cells.Add(trial.Cell);
                results.Add(trial.Id, new TrialResult(trial.Id, isStable ? Traces.Scores(0.9) : Traces.Scores().Diverging(), TimeSpan.Zero));
            }

            plan = plan.Tell(trials.Select(trial => new Observation(trial.Id, Classifier.Label(results[trial.Id].Trace, null, sweep.Labels), 0.9)));
        }

        return ([.. results.Keys], StabilityMap.Of(sweep, cells, results, new ReferenceLookup(sweep).Of));
    }
}
