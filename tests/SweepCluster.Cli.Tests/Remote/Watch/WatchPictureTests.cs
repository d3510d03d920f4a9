using SweepCluster.Cli.Remote.Client;
using SweepCluster.Cli.Remote.Watch;
using SweepCluster.Testing;

namespace SweepCluster.Cli.Tests.Remote.Watch;

public class WatchPictureTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly ManualClock _clock = new();

    [Fact]
    public void The_rate_counts_what_was_finished_while_watching()
    {
        var progress = new WatchProgress(Sweep("running", finished: 100, open: 50, leased: 10), _clock);
        _clock.Advance(TimeSpan.FromSeconds(10));
        progress.Seen(Sweep("running", finished: 120, open: 30, leased: 10));
        Assert.Equal("running, 120/160 trials, 2.0/s, at least 20 s left", progress.Picture().Line());
        Assert.Equal(0.75, progress.Picture().Share);
    }

    [Fact]
    public void Nothing_left_of_a_running_sweep_means_that_it_plans()
    {
        Assert.Equal("running, 5/5 trials, 0.0/s, planning", new WatchProgress(Sweep("running", 5, 0, 0), _clock).Picture().Line());
        Assert.Equal("finished, 5/5 trials", new WatchProgress(Sweep("finished", 5, 0, 0), _clock).Picture().Line());
    }

    [Fact]
    public void Trials_that_machines_failed_are_counted_apart()
    {
        var picture = new WatchProgress(Sweep("paused", 2, 0, 0) with { Progress = new ProgressDocument(2, 1, 1, 0) }, _clock).Picture();
        Assert.Equal("paused, 2/4 trials, 1 failed", picture.Line());
        Assert.Equal(0.75, picture.Share);
    }

    [Fact]
    public void Only_the_last_events_are_kept()
    {
        var progress = new WatchProgress(Sweep("running", 0, 1, 0), _clock);
        for (var i = 1; i <= 7; i++)
        {
            progress.Happened(new EventDocument(i, "kind", "text", At));
        }

        Assert.Equal([3, 4, 5, 6, 7], progress.Picture().News.Select(happened => happened.Sequence));
    }

    [Fact]
    public void Absence_lasts_from_the_first_missing_answer_to_the_next_answer()
    {
        var progress = new WatchProgress(Sweep("running", 0, 1, 0), _clock);
        Assert.Equal(TimeSpan.Zero, progress.Away("refused"));
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromSeconds(30), progress.Away("refused"));
        Assert.Equal("refused", progress.Picture().Away);

        progress.Seen(Sweep("running", 0, 1, 0));
        Assert.Null(progress.Picture().Away);
        Assert.Equal(TimeSpan.Zero, progress.Away("refused"));
    }

    private static SweepDocument Sweep(string state, long finished, long open, long leased) =>
        new("id", "name", state, 0, 1, At, new ProgressDocument(finished, 0, open, leased));
}
