using SweepCluster.Domain.Planning.EarlyStopping;

namespace SweepCluster.Domain.Tests.Planning.EarlyStopping;

/// <summary>What the rules cost and keep, over twenty searches among 81 crossing curves of 81 steps.</summary>
public class SavingTests
{
    private static readonly SimulatedCurves[] Searches = [.. Enumerable.Range(1, 20).Select(seed => new SimulatedCurves(81, (ulong)seed))];

    private static readonly Rungs Rungs = new(grace: 3, most: SimulatedCurves.Steps, reduction: 3);

    [Fact]
    public void The_curves_cross_so_that_the_first_steps_alone_mislead() =>
        Assert.All(Searches, curves => Assert.InRange(curves.Crossings(early: 3, SimulatedCurves.Steps), 0.2, 0.4));

    // Grace 3: 81 trials to step 3, 27 on to 9, 9 to 27 and 3 to 81: 243 + 162 + 162 + 162 of 6561 steps.
    // Grace 9: 81 trials to step 9, 27 on to 27 and 9 to 81: 729 + 486 + 486.
    [Theory]
    [InlineData(3, 729, 0.01, 12)]
    [InlineData(9, 1701, 0.0, 20)]
    public void Successive_halving_saves_most_steps_and_ends_near_the_best(int grace, int steps, double regret, int exact)
    {
        var rungs = new Rungs(grace, SimulatedCurves.Steps, 3);
        var found = Searches.Select(curves =>
        {
            var search = SuccessiveHalving.Of(rungs, Enumerable.Range(0, curves.Trials));
            var reached = new int[curves.Trials];
            while (!search.IsComplete)
            {
                (var jobs, search) = search.Ask(7);
                foreach (var job in jobs)
                {
                    reached[job.Trial] = job.UntilStep;
                    search = search.Tell(job, curves.At(job.Trial, job.UntilStep));
                }
            }

            return (Regret: curves.Regret(search.Best!.Value.Trial), Share: (double)reached.Sum() / curves.AllSteps);
        }).ToArray();

        Assert.All(found, search => Assert.Equal(steps / 6561.0, search.Share, 12));
        AssertNearTheBest(found, regret, exact);
    }

    // Eight workers; a job takes as long as its steps, so that scores arrive in an order of their own.
    [Fact]
    public void Asha_ends_near_the_best_with_workers_that_never_wait()
    {
        var found = Searches.Select(curves =>
        {
            var search = AsynchronousHalving.Of(Rungs);
            var (reached, fresh) = (new int[curves.Trials], 0);
            var running = new PriorityQueue<RungJob, (int Ends, int Trial)>();
            var now = 0;
            while (true)
            {
                while (running.Count < 8)
                {
                    (var job, var next) = search.Promote();
                    if (job is null && fresh == curves.Trials)
                    {
                        break;
                    }

                    search = next;
                    var started = job ?? new RungJob(fresh++, 0, Rungs.Steps[0]);
                    running.Enqueue(started, (now + started.UntilStep - reached[started.Trial], started.Trial));
                    reached[started.Trial] = started.UntilStep;
                }

                if (!running.TryDequeue(out var ended, out var at))
                {
                    break;
                }

                now = at.Ends;
                search = search.Tell(ended, curves.At(ended.Trial, ended.UntilStep));
            }

            return (Regret: curves.Regret(search.Best!.Value.Trial), Share: (double)reached.Sum() / curves.AllSteps);
        }).ToArray();

        Assert.All(found, search => Assert.InRange(search.Share, 0.1, 0.2));
        AssertNearTheBest(found, mean: 0.01, exact: 12);
    }

    [Fact]
    public void Stopping_at_rungs_in_lockstep_saves_most_steps_and_ends_near_the_best()
    {
        var found = Searches.Select(curves => Lockstep(curves, new RungStopping(Rungs))).ToArray();

        Assert.All(found, search => Assert.InRange(search.Share, 0.05, 0.15));
        AssertNearTheBest(found, mean: 0.01, exact: 12);
    }

    [Fact]
    public void Median_stopping_saves_half_the_steps_and_never_loses_the_best()
    {
        var found = Searches.Select(curves => Lockstep(curves, new MedianStopping(graceSteps: 5))).ToArray();

        Assert.All(found, search => Assert.InRange(search.Share, 0.4, 0.6));
        AssertNearTheBest(found, mean: 0, exact: 20);
    }

    /// <summary>All trials report a step before any is decided on; what it keeps is the best of those that reach the end.</summary>
    private static (double Regret, double Share) Lockstep(SimulatedCurves curves, IStoppingRule rule)
    {
        var history = LearningHistory.Empty;
        var running = Enumerable.Range(0, curves.Trials).ToList();
        var steps = 0;
        for (var step = 1; step <= SimulatedCurves.Steps; step++)
        {
            steps += running.Count;
            foreach (var trial in running)
            {
                history = history.Record(trial, step, curves.At(trial, step));
            }

            if (step < SimulatedCurves.Steps)
            {
                running.RemoveAll(trial => rule.Decide(history, trial, step, curves.At(trial, step)) == StopDecision.Stop);
            }
        }

        return (running.Min(curves.Regret), (double)steps / curves.AllSteps);
    }

    private static void AssertNearTheBest((double Regret, double Share)[] found, double mean, int exact)
    {
        var text = string.Join(' ', found.Select(search => $"{search.Regret:0.000}@{search.Share:0.000}"));
        Assert.True(found.Average(search => search.Regret) <= mean, text);
        Assert.True(found.Count(search => search.Regret == 0) >= exact, text);
    }
}
