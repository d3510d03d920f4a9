using System.Globalization;
using SweepCluster.Cli.Run;

namespace SweepCluster.Cli.Remote.Watch;

/// <summary>A line now and then, for logs and for terminals that cannot draw.</summary>
internal sealed class PlainWatchView(WatchProgress progress, TextWriter output) : IRunView
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private string _last = "";

    public async Task ShowAsync(Task run)
    {
        while (!run.IsCompleted)
        {
            Print();
            await Task.WhenAny(run, Task.Delay(Interval)).ConfigureAwait(false);
        }
    }

    private void Print()
    {
        var picture = progress.Picture();
        var state = picture.Away is null ? $"{picture.Sweep.State} {picture.Sweep.Progress}" : "away";
        if (state == _last)
        {
            return;
        }

        _last = state;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{picture.Elapsed:hh\\:mm\\:ss}  {(picture.Away is null ? picture.Line() : "nobody answers; trying again")}"));
    }
}
