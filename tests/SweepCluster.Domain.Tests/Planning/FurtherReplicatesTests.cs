using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Planning.Refinement;
using SweepCluster.Domain.Planning.Replication;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Domain.Tests.Planning.Landscapes;
using static SweepCluster.Domain.Tests.Sweeps.SweepText;

namespace SweepCluster.Domain.Tests.Planning;

public class FurtherReplicatesTests
{
    private const string Axes = "axes: [{parameter: B, linear: {from: 1, to: 2, count: 33}}, {parameter: lambda, linear: {from: 1, to: 2, count: 33}}]\n";

    [Fact]
    public void Cells_whose_replicates_disagree_get_more_of_them_and_the_most_ambiguous_come_first()
    {
        var sweep = Sweep(Head + "axes: [{parameter: B, values: [1, 2, 3, 4, 5]}]\n");
        var planner = new ScheduledPlanner(new GridCells(sweep), new UntilAgreement(4, 9));
        var (trials, state) = planner.Ask(planner.Start, int.MaxValue);
        Assert.Equal(4 * (5 + 1), trials.Count);

        // Of four replicates B = 1 has none stable, B = 2 one, B = 3 two, and so on.
        state = planner.Tell(state, trials.Reverse().Select(trial => Result(trial, trial.Replicate < trial.Cell.Parameters.Real("B") - 1)));
        (trials, state) = planner.Ask(state, int.MaxValue);

        Assert.Equal(5, trials.TakeWhile(trial => trial.Cell.IsReference).Count());
        Assert.Equal([4, 5, 6, 7, 8], trials.Where(trial => trial.Cell.IsReference).Select(trial => trial.Replicate));
        Assert.Equal(3 * 5, trials.Count(trial => !trial.Cell.IsReference));
        Assert.All(trials.Skip(5).Take(5), trial => Assert.Equal(3, trial.Cell.Parameters.Real("B")));
        Assert.DoesNotContain(trials, trial => !trial.Cell.IsReference && trial.Cell.Parameters.Real("B") is 1 or 5);
        Assert.False(planner.IsComplete(state));
        Assert.True(planner.IsComplete(planner.Tell(state, trials.Select(trial => Result(trial, true)))));
    }

    [Theory]
    [InlineData(0.5, 3)]
    [InlineData(0.74, 4)]
    [InlineData(0.26, 2)]
    public void Sequential_replicates_go_first_where_P_is_next_to_their_own_threshold(double threshold, double first)
    {
        var sweep = Sweep(FormattableString.Invariant(
            $"{Head}axes: [{{parameter: B, values: [2, 3, 4]}}]\nreplicates: {{kind: sequential, min: 4, threshold: {threshold}, confidence: 0.99}}\n"));
        var planner = new ScheduledPlanner(new GridCells(sweep), ReplicateRule.Of(sweep));
        var (trials, state) = planner.Ask(planner.Start, int.MaxValue);

        // Of four replicates B = 2 has one stable, B = 3 two and B = 4 three: none is decided.
        state = planner.Tell(state, trials.Select(trial => Result(trial, trial.Replicate < trial.Cell.Parameters.Real("B") - 1)));
        (trials, _) = planner.Ask(state, int.MaxValue);

        Assert.Equal(3, trials.Count(trial => !trial.Cell.IsReference));
        Assert.Equal(first, trials.First(trial => !trial.Cell.IsReference).Cell.Parameters.Real("B"));
    }

    [Fact]
    public void A_refinement_waits_for_a_cells_further_replicates_and_asks_the_same_in_any_order()
    {
        var planner = new RefinePlanner(Sweep(Head + Axes + "strategy: {kind: refine, coarse: 4}\n"), new UntilAgreement(2, 7));
        var first = Run(planner, seed: 1);

        Assert.True(first.SetEquals(Run(planner, seed: 2)));
        Assert.True(first.SetEquals(Run(planner, seed: 3)));
        var perCell = first.Where(trial => !trial.Cell.IsReference).CountBy(trial => trial.Cell.Id).Select(pair => pair.Value).ToHashSet();
        Assert.Equal([2, 7], perCell.Order());
        Assert.Equal(7, first.Count(trial => trial.Cell.IsReference));
    }

    private static HashSet<Trial> Run(RefinePlanner planner, int seed)
    {
        var random = new Random(seed);
        var asked = new HashSet<Trial>();
        var underWay = new List<Trial>();
        for (var state = planner.Start; !planner.IsComplete(state);)
        {
            (var trials, state) = planner.Ask(state, 20);
            Assert.All(trials, trial => Assert.True(asked.Add(trial)));
            underWay.AddRange(trials);
            var place = random.Next(underWay.Count);
            state = planner.Tell(state, [LandscapeRun.Train(Landscape.NoisyCliff, underWay[place])]);
            underWay.RemoveAt(place);
        }

        return asked;
    }

    private static Observation Result(Trial trial, bool isStable) =>
        new(trial.Id, isStable || trial.Cell.IsReference ? Outcome.Stable : Outcome.Diverged, 0.9);

    /// <summary>So many replicates at first; the most when they do not all agree.</summary>
    private sealed record UntilAgreement(int First, int Most) : ReplicateRule
    {
        public override int Wanted(int stable, int finished) => finished == 0 || stable == 0 || stable == finished ? Math.Max(First, finished) : Most;
    }
}
