using SweepCluster.Domain.Planning.EarlyStopping;

namespace SweepCluster.Domain.Tests.Planning.EarlyStopping;

public class HalvingTests
{
    private static Rungs Nine { get; } = new(grace: 1, most: 9, reduction: 3);

    [Theory]
    [InlineData(1, 9, 3, new[] { 1, 3, 9 })]
    [InlineData(2, 100, 4, new[] { 2, 8, 32 })]
    [InlineData(5, 5, 2, new[] { 5 })]
    [InlineData(1_500_000_000, int.MaxValue, 3, new[] { 1_500_000_000 })]
    public void Rungs_are_the_powers_of_the_reduction_up_to_the_most(int grace, int most, int reduction, int[] steps) =>
        Assert.Equal(steps, new Rungs(grace, most, reduction).Steps.ToArray());

    [Theory]
    [InlineData(0, 9, 3)]
    [InlineData(4, 3, 3)]
    [InlineData(1, 9, 1)]
    public void Rungs_that_make_no_sense_are_refused(int grace, int most, int reduction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rungs(grace, most, reduction));

    // Nine trials of one step, ⌊9/3⌋ = 3 of three, one of nine; the score of trial i is i, but trial 8 falls behind.
    [Fact]
    public void Each_rung_keeps_its_best_third_once_it_is_whole()
    {
        var search = SuccessiveHalving.Of(Nine, Enumerable.Range(0, 9));
        var asked = new List<(int[] Trials, int Step)>();
        while (!search.IsComplete)
        {
            (var jobs, search) = search.Ask(atMost: 100);
            asked.Add(([.. jobs.Select(job => job.Trial)], jobs[0].UntilStep));
            foreach (var job in jobs)
            {
                search = search.Tell(job, job is { Trial: 8, Rung: > 0 } ? 0 : job.Trial);
            }
        }

        Assert.Equal([1, 3, 9], asked.Select(round => round.Step));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8], asked[0].Trials);
        Assert.Equal([6, 7, 8], asked[1].Trials);
        Assert.Equal([7], asked[2].Trials);
        Assert.Equal((7, 7.0), search.Best);
    }

    [Fact]
    public void The_synchronous_answer_depends_on_no_order_and_on_no_batch()
    {
        Assert.All(Enumerable.Range(0, 30), seed => Assert.Equal(Run(order: 0, batch: 100), Run(order: seed, batch: 1 + (seed % 7))));

        static string Run(int order, int batch)
        {
            var random = new Random(order);
            var search = SuccessiveHalving.Of(new Rungs(1, 27, 3), Enumerable.Range(0, 20));
            var running = new List<RungJob>();
            var log = new List<RungJob>();
            while (!search.IsComplete)
            {
                (var jobs, search) = search.Ask(batch);
                running.AddRange(jobs);
                var next = random.Next(running.Count);
                log.Add(running[next]);
                search = search.Tell(running[next], (running[next].Trial * 7 + running[next].Rung) % 20);
                running.RemoveAt(next);
            }

            return $"{search.Best}: {string.Join(' ', log.OrderBy(job => job.Rung).ThenBy(job => job.Trial))}";
        }
    }

    [Fact]
    public void A_rung_waits_for_the_rest_of_its_scores()
    {
        (var jobs, var search) = SuccessiveHalving.Of(Nine, [4, 5, 6]).Ask(2);
        (var rest, search) = search.Ask(2);
        search = search.Tell(jobs[0], 1).Tell(jobs[1], 2);

        (var none, search) = search.Ask(2);
        Assert.Empty(none);
        Assert.Null(search.Best);
        (var promoted, search) = search.Tell(rest[0], 0).Ask(2);

        Assert.Equal(new RungJob(5, 1, 3), Assert.Single(promoted));
        Assert.Equal(1, search.Rung);
    }

    [Fact]
    public void Equal_scores_go_by_number_and_what_is_not_finite_is_the_worst()
    {
        Assert.Equal([3], Promoted([3, 4, 5], [1, 1, 1]));
        Assert.Equal([5], Promoted([3, 4, 5], [double.NaN, double.PositiveInfinity, -1e300]));
        Assert.Equal([3], Promoted([3, 4], [1, 0]));

        static int[] Promoted(int[] trials, double[] scores)
        {
            (var jobs, var search) = SuccessiveHalving.Of(Nine, trials).Ask(10);
            foreach (var (job, score) in jobs.Zip(scores))
            {
                search = search.Tell(job, score);
            }

            return [.. search.Ask(10).Jobs.Select(job => job.Trial)];
        }
    }

    [Fact]
    public void Scores_that_nobody_asked_for_are_refused()
    {
        var fresh = SuccessiveHalving.Of(Nine, [1, 2]);
        (var jobs, var asked) = fresh.Ask(1);

        Assert.Throws<ArgumentException>(() => fresh.Tell(jobs[0], 1));
        Assert.Throws<ArgumentException>(() => asked.Tell(jobs[0] with { Trial = 2 }, 1));
        Assert.Throws<ArgumentException>(() => asked.Tell(jobs[0] with { Rung = 1 }, 1));
        Assert.Throws<ArgumentException>(() => asked.Tell(jobs[0], 1).Tell(jobs[0], 1));
        Assert.Throws<ArgumentException>(() => SuccessiveHalving.Of(Nine, []));
    }

    // By Algorithm 2 with η = 3. No promotion before a rung has three; then its best, and each third one more.
    [Fact]
    public void Asha_promotes_the_best_third_of_what_a_rung_has_seen_and_starts_new_trials_otherwise()
    {
        var search = AsynchronousHalving.Of(Nine);
        search = search.Tell(new RungJob(0, 0, 1), 0.5).Tell(new RungJob(1, 0, 1), 0.7);
        Assert.Equal(new RungJob(2, 0, 1), search.Ask(fresh: 2).Job);

        search = search.Tell(new RungJob(2, 0, 1), 0.6);
        (var job, search) = search.Ask(fresh: 3);
        Assert.Equal(new RungJob(1, 1, 3), job);

        // The only one of the top third is on its way already.
        Assert.Equal(new RungJob(3, 0, 1), search.Ask(3).Job);

        // A better one comes late: of four it is the top ⌊4/3⌋ = 1, so it goes on as well.
        search = search.Tell(new RungJob(3, 0, 1), 0.9);
        (job, search) = search.Ask(4);
        Assert.Equal(new RungJob(3, 1, 3), job);
        Assert.Null(search.Promote().Job);
    }

    [Fact]
    public void Asha_looks_from_the_highest_rung_down()
    {
        var search = AsynchronousHalving.Of(Nine);
        for (var trial = 0; trial < 9; trial++)
        {
            search = search.Tell(new RungJob(trial, 0, 1), trial);
        }

        var promoted = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            (var job, search) = search.Promote();
            promoted.Add(job!.Value.Trial);
            search = search.Tell(job.Value, job.Value.Trial == 7 ? 10 : 1);
        }

        Assert.Equal([8, 7, 6], promoted);
        search = search.Tell(new RungJob(9, 0, 1), 20).Tell(new RungJob(10, 0, 1), 21).Tell(new RungJob(11, 0, 1), 22);
        (var top, search) = search.Promote();
        Assert.Equal(new RungJob(7, 2, 9), top);
        Assert.Equal(new RungJob(11, 1, 3), search.Promote().Job);
        Assert.Equal((7, 2, 0.5), search.Tell(top!.Value, 0.5).Best);
    }

    [Fact]
    public void Asha_refuses_scores_of_trials_that_it_did_not_promote()
    {
        var search = AsynchronousHalving.Of(Nine).Tell(new RungJob(0, 0, 1), 1);

        Assert.Throws<ArgumentException>(() => search.Tell(new RungJob(0, 0, 1), 1));
        Assert.Throws<ArgumentException>(() => search.Tell(new RungJob(0, 1, 3), 1));
        Assert.Throws<ArgumentException>(() => search.Tell(new RungJob(1, 3, 27), 1));
        Assert.Null(AsynchronousHalving.Of(Nine).Best);
    }

    // At a rung with 5 others the top ⌊6/3⌋ = 2 go on; with fewer than three in all, only the best.
    [Theory]
    [InlineData(5, 4.5, StopDecision.Continue)]
    [InlineData(5, 3.5, StopDecision.Continue)]
    [InlineData(5, 2.5, StopDecision.Stop)]
    [InlineData(1, 0.5, StopDecision.Continue)]
    [InlineData(1, -0.5, StopDecision.Stop)]
    [InlineData(0, -9, StopDecision.Continue)]
    public void A_trial_at_a_rung_goes_on_when_it_is_among_the_best_third(int others, double score, StopDecision expected)
    {
        var history = LearningHistory.Empty;
        for (var other = 0; other < others; other++)
        {
            history = history.Record(other, 3, other);
        }

        Assert.Equal(expected, new RungStopping(Nine).Decide(history, 9, 3, score));
        Assert.Equal(expected, new RungStopping(Nine).Decide(history.Record(9, 3, score), 9, 3, score));
        Assert.Equal(StopDecision.Continue, new RungStopping(Nine).Decide(history, 9, 2, -100));
    }
}
