using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Cli.Tests.Run;

public class RunProgressTests
{
    private readonly SampleRun _run = new("axes: [{parameter: B, values: [1, 2, 4, 8, 16, 32, 64]}]");

    [Fact]
    public void Before_the_first_trial_no_time_is_promised()
    {
        _run.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(_run.Progress.Numbers().TimeLeft);
        Assert.Equal("0/8 trials, 0.0/s, starting", _run.Progress.Numbers().Line());
    }

    [Fact]
    public void The_time_left_follows_from_the_trials_of_this_process()
    {
        _run.Progress.Restored(_run.Trials[0], SampleRun.Result(_run.Trials[0], diverged: false));
        _run.Progress.Restored(_run.Trials[1], SampleRun.Result(_run.Trials[1], diverged: false));
        _run.Commit(_run.Trials[2], diverged: false);
        _run.Commit(_run.Trials[3], diverged: false);
        _run.Clock.Advance(TimeSpan.FromSeconds(40));

        var numbers = _run.Progress.Numbers();
        Assert.Equal((4, 8, 0.05, TimeSpan.FromSeconds(80)), (numbers.Finished, numbers.Total, numbers.TrialsPerSecond, numbers.TimeLeft));
        Assert.Equal("4/8 trials, 0.1/s, 1 min 20 s left", numbers.Line());
    }

    [Fact]
    public void All_trials_are_the_end_even_when_none_was_trained_now()
    {
        Assert.All(_run.Trials, trial => _run.Progress.Restored(trial, SampleRun.Result(trial, diverged: true)));
        Assert.EndsWith("8/8 trials, 0.0/s, done", _run.Progress.Numbers().Line(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_to_stop_is_said()
    {
        _run.Progress.Stopping();
        Assert.EndsWith("stopping", _run.Progress.Numbers().Line(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_latest_epoch_is_the_news()
    {
        var trial = _run.OfCells.First();
        _run.Progress.EpochFinished(trial.Id, SampleRun.Epoch);
        Assert.Equal($"{trial.Id}: epoch 1, loss 0.125, validation 0.7500", _run.Progress.Numbers().News);
    }

    [Fact]
    public void The_map_counts_trials_of_cells_and_not_of_references()
    {
        Assert.All(_run.Trials, trial => _run.Commit(trial, diverged: false));
        Assert.Equal(7, _run.Progress.Map().Counts[Outcome.Stable]);
        Assert.Equal(Outcome.Diverged, _run.Progress.OutcomeOf(_run.Trials[0], SampleRun.Result(_run.Trials[0], diverged: true)));
    }

    [Fact]
    public void A_committed_trial_is_announced_and_a_restored_one_is_not()
    {
        var announced = new List<string>();
        _run.Progress.TrialCommitted += (trial, _) => announced.Add(trial.Id.ToString());
        _run.Progress.Restored(_run.Trials[0], SampleRun.Result(_run.Trials[0], diverged: false));
        _run.Commit(_run.Trials[1], diverged: false);
        Assert.Equal([_run.Trials[1].Id.ToString()], announced);
    }
}
