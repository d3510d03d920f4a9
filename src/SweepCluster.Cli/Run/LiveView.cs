using System.Diagnostics;
using Spectre.Console;

namespace SweepCluster.Cli.Run;

/// <summary>The map filling in, in a terminal.</summary>
internal sealed class LiveView(RunProgress progress, IAnsiConsole console) : IRunView
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);

    // Drawing a large map takes time that training should have: never more than a tenth of it.
    private const int RestFactor = 9;

    // Headline, gap, a legend of two lines, news, and the line of the cursor.
    private const int OtherLines = 6;

    public async Task ShowAsync(Task run)
    {
        // A run that is refused is refused soon, and an empty map would only be in the way of the reason.
        await Task.WhenAny(run, Task.Delay(Shortest)).ConfigureAwait(false);
        if (!run.IsFaulted)
        {
            await console.Live(Frame()).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(live => UpdateAsync(live, run)).ConfigureAwait(false);
        }

        if (!run.IsFaulted)
        {
            console.Write(Draw());
        }
    }

    private async Task UpdateAsync(LiveDisplayContext live, Task run)
    {
        while (!run.IsCompleted)
        {
            var started = Stopwatch.GetTimestamp();
            live.UpdateTarget(Frame());
            var rest = Stopwatch.GetElapsedTime(started) * RestFactor;
            await Task.WhenAny(run, Task.Delay(rest > Shortest ? rest : Shortest)).ConfigureAwait(false);
        }
    }

    // The last line is left to the ^C that a terminal echoes at the cursor: it must not wrap.
    private Rows Frame() => new(Draw(), new Text(" "));

    private Rows Draw()
    {
        var map = progress.Map();
        var numbers = progress.Numbers();

        return new Rows(
            new Markup($"[bold]{Markup.Escape(map.Sweep.Name)}[/]  {Markup.Escape(numbers.Line())}"),
            new Text(""),
            new MapPanel(LabelPicture.Of(map), console.Profile.Width, Math.Max(1, console.Profile.Height - OtherLines)).Draw(),
            MapText.Legend(outcome => map.Counts[outcome], map.PendingCells),
            new Text(numbers.News, new Style(decoration: Decoration.Dim)) { Overflow = Overflow.Ellipsis });
    }
}
