using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Tests.Planning.Landscapes;
using SweepCluster.Domain.Tests.Planning.Refinement;
using static SweepCluster.Domain.Tests.Sweeps.SweepText;

namespace SweepCluster.Domain.Tests.Planning.TrialBudget;

public class BudgetPlannerTests
{
    private const string Square = Head + "axes: [{parameter: B, linear: {from: 1, to: 2, count: 17}}, {parameter: lambda, linear: {from: 1, to: 2, count: 17}}]\n";

    [Theory]
    [InlineData("{kind: grid}", "{kind: sequential, max: 40}", 2000)]
    [InlineData("{kind: grid}", "{count: 3}", 600)]
    [InlineData("{kind: refine, coarse: 4}", "{count: 2}", 150)]
    [InlineData("{kind: refine, coarse: 4}", "{kind: sequential, max: 40}", 500)]
    [InlineData("{kind: refine, coarse: 4, cells: 100}", "{kind: sequential, max: 40}", 700)]
    [InlineData("{kind: boundary, cells: 40, initial: 20, batch: 8}", "{count: 2}", 70)]
    public void As_many_trials_as_allowed_are_asked_and_the_same_ones_whatever_the_order_of_the_results(string strategy, string replicates, int most)
    {
        var sweep = Sweep(Square + $"budget: {{trials: {most}}}\n", ("strategy", strategy), ("replicates", replicates));
        static Observation Train(Trial trial) => LandscapeRun.Train(Landscape.NoisyCliff, trial);

        var trials = Arrival.InOrder(sweep, Train);

        Assert.Equal(most, trials.Count);
        Assert.True(trials.SetEquals(Arrival.LastFirst(sweep, Train)));
        Assert.True(trials.SetEquals(Arrival.Shuffled(sweep, Train, seed: 1)));
        Assert.True(trials.SetEquals(Arrival.Shuffled(sweep, Train, seed: 2)));
    }

    [Fact]
    public void The_last_trials_go_to_the_most_ambiguous_cells()
    {
        const string Text = Head + "axes: [{parameter: B, values: [1, 2, 3, 4, 5]}]\nreplicates: {kind: sequential, min: 4, max: 9}\nbudget: {trials: 26}\n";
        var (trials, plan) = Planner.For(Sweep(Text)).Ask(int.MaxValue);
        Assert.Equal(4 * (5 + 1), trials.Count);

        // Of four replicates B = 1 has none stable, B = 2 one, B = 3 two, and so on.
        plan = plan.Tell(trials.Select(trial => Result(trial, trial.Replicate < trial.Cell.Parameters.Real("B") - 1)));
        (trials, plan) = plan.Ask(int.MaxValue);

        Assert.Equal([true, false], trials.Select(trial => trial.Cell.IsReference));
        Assert.Equal(3, trials[1].Cell.Parameters.Real("B"));
        Assert.False(plan.IsComplete);
        plan = plan.Tell(trials.Select(trial => Result(trial, true)));
        Assert.True(plan.IsComplete);
        Assert.Empty(plan.Ask(10).Trials);
    }

    [Fact]
    public void A_budget_that_is_not_reached_changes_nothing()
    {
        const string Text = Square + "strategy: {kind: refine, coarse: 4}\nreplicates: {count: 1}\n";
        static Observation Train(Trial trial) => LandscapeRun.Train(Landscape.Circle, trial);

        Assert.True(Arrival.InOrder(Sweep(Text), Train).SetEquals(Arrival.Shuffled(Sweep(Text + "budget: {trials: 100000}\n"), Train, seed: 3)));
    }

    [Fact]
    public void A_result_that_comes_before_its_trial_is_asked_for_counts_as_if_it_had_been()
    {
        var sweep = Sweep(Square + "strategy: {kind: refine, coarse: 4}\nreplicates: {count: 1}\nbudget: {trials: 90}\n");
        static Observation Train(Trial trial) => LandscapeRun.Train(Landscape.Circle, trial);
        var all = Arrival.InOrder(sweep, Train);
        var early = sweep.Cells().Select(cell => new Trial(cell, 0)).Where((_, i) => i % 3 > 0).ToArray();

        var asked = new HashSet<TrialId>();
        var plan = Planner.For(sweep).Tell(early.Select(Train));
        while (!plan.IsComplete)
        {
            (var trials, plan) = plan.Ask(7);
            asked.UnionWith(trials.Select(trial => trial.Id));
            plan = plan.Tell(trials.Select(Train));
        }

        Assert.Equal(90, all.Count);
        Assert.True(asked.SetEquals(all.Except(early.Select(trial => trial.Id))));
    }

    private static Observation Result(Trial trial, bool isStable) => new(trial.Id, isStable ? Outcome.Stable : Outcome.Diverged, isStable ? 0.9 : null);
}
