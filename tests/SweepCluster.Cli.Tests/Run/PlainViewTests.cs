using SweepCluster.Cli.Run;

namespace SweepCluster.Cli.Tests.Run;

public class PlainViewTests
{
    private readonly SampleRun _run = new("axes: [{parameter: B, values: [1, 2]}]");

    [Fact]
    public async Task A_run_that_was_refused_shows_no_progress()
    {
        await using var output = new StringWriter();
        await new PlainView(_run.Progress, output).ShowAsync(Task.FromException(new InvalidOperationException("refused")));
        Assert.Equal("", output.ToString());
    }

    [Fact]
    public async Task The_end_is_a_line_of_time_trials_and_outcomes()
    {
        Assert.All(_run.Trials, trial => _run.Commit(trial, diverged: trial.Cell.Id.Text == "B=1"));
        _run.Clock.Advance(TimeSpan.FromSeconds(6));
        await using var output = new StringWriter();
        await new PlainView(_run.Progress, output).ShowAsync(Task.CompletedTask);
        Assert.Equal("00:00:06  3/3 trials, 0.5/s, done  1 stable, 1 diverged" + Environment.NewLine, output.ToString());
    }

    [Fact]
    public async Task While_trials_are_missing_the_latest_epoch_is_told()
    {
        var trial = _run.OfCells.First();
        _run.Progress.EpochFinished(trial.Id, SampleRun.Epoch);
        await using var output = new StringWriter();
        await new PlainView(_run.Progress, output).ShowAsync(Task.CompletedTask);
        Assert.Equal($"00:00:00  0/3 trials, 0.0/s, starting{Environment.NewLine}          {trial.Id}: epoch 1, loss 0.125, validation 0.7500{Environment.NewLine}", output.ToString());
    }
}
