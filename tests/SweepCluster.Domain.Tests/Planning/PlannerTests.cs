using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;
using static SweepCluster.Domain.Tests.Sweeps.SweepText;

namespace SweepCluster.Domain.Tests.Planning;

public class PlannerTests
{
    private const string Axes = "axes: [{parameter: B, linear: {from: 1, to: 16, count: 16}}, {parameter: degree, int: {from: 1, to: 16}}]\nreplicates: {count: 2}\n";

    [Theory]
    [InlineData("")]
    [InlineData("strategy: {kind: random, cells: 40}\n")]
    [InlineData("strategy: {kind: sobol, cells: 40}\n")]
    [InlineData("strategy: {kind: latin, cells: 40}\n")]
    public void Every_trial_is_asked_once_replicate_by_replicate_with_references_first(string strategy)
    {
        var sweep = Sweep(Head + Axes + strategy);
        var trials = All(Planner.For(sweep), atMost: 7);
        var perReplicate = sweep.Cells().Count() + 1;

        Assert.Equal(2 * perReplicate, trials.Count);
        Assert.Equal(trials.Count, trials.Select(trial => trial.Id).Distinct().Count());
        Assert.Equal(sweep.Cells().ToHashSet(), trials.Select(trial => trial.Cell).Where(cell => !cell.IsReference).ToHashSet());
        for (var replicate = 0; replicate < 2; replicate++)
        {
            var part = trials.Skip(replicate * perReplicate).Take(perReplicate).ToArray();
            Assert.All(part, trial => Assert.Equal(replicate, trial.Replicate));
            Assert.True(part[0].Cell.IsReference);
            Assert.All(part[1..], trial => Assert.False(trial.Cell.IsReference));
        }
    }

    [Fact]
    public void The_first_quarter_of_a_grid_reaches_every_part_of_the_map()
    {
        var trials = Planner.For(Sweep(Head + Axes)).Ask(65).Trials.Skip(1);
        var parts = trials.CountBy(trial => (((int)trial.Cell.Parameters.Real("B") - 1) / 4, (trial.Cell.Parameters.Integer("degree") - 1) / 4)).ToArray();

        Assert.Equal(16, parts.Length);
        Assert.All(parts, part => Assert.InRange(part.Value, 1, 7));
    }

    [Fact]
    public void The_size_of_the_questions_does_not_change_the_plan()
    {
        var sweep = Sweep(Head + Axes);

        Assert.Equal(All(Planner.For(sweep), 1), All(Planner.For(sweep), 1000));
    }

    [Fact]
    public void A_plan_is_complete_when_every_trial_has_a_result_and_a_repeated_one_counts_once()
    {
        var sweep = Sweep(Head + "axes: [{parameter: B, values: [1, 2]}]\nreplicates: {count: 1}\n");
        var (trials, plan) = Planner.For(sweep).Ask(10);
        Assert.Equal(3, trials.Count);

        plan = plan.Tell(trials[2].Id, Outcome.Diverged, null).Tell(trials[0].Id, Outcome.Stable, 0.9).Tell(trials[0].Id, Outcome.Stable, 0.9);
        Assert.False(plan.IsComplete);
        Assert.Empty(plan.Ask(10).Trials);
        Assert.True(plan.Tell(trials[1].Id, Outcome.Stable, 0.8).IsComplete);
    }

    [Fact]
    public void Asking_leaves_the_plan_that_was_asked_as_it_was()
    {
        var plan = Planner.For(Sweep(Head + Axes));

        Assert.Equal(plan.Ask(5).Trials, plan.Ask(5).Trials);
        Assert.NotEqual(plan.Ask(5).Trials, plan.Ask(5).Plan.Ask(5).Trials);
    }

    [Fact]
    public void A_trial_that_was_told_before_it_was_asked_for_is_not_asked_for()
    {
        var plan = Planner.For(Sweep(Head + "axes: [{parameter: B, values: [1, 2]}]\nreplicates: {count: 200}\n"));
        var known = plan.Ask(int.MaxValue).Trials.Where((_, i) => i % 3 == 0).ToArray();
        var told = plan.Tell(known.Concat(known).Select(trial => new Observation(trial.Id, Outcome.Stable, 0.9)));

        Assert.Equal(200, known.Length);
        Assert.Equal(All(plan, 50).Except(known), All(told, 50));
        Assert.False(told.IsComplete);
        Assert.True(told.Tell(All(told, 50).Select(trial => new Observation(trial.Id, Outcome.Diverged, null))).IsComplete);
    }

    private static List<Trial> All(SweepPlan plan, int atMost)
    {
        var all = new List<Trial>();
        while (true)
        {
            (var trials, plan) = plan.Ask(atMost);
            if (trials.Count == 0)
            {
                return all;
            }

            all.AddRange(trials);
        }
    }
}
