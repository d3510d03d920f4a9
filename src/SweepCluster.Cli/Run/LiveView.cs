using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;
using SweepCluster.Domain.Map;

namespace SweepCluster.Cli.Run;

/// <summary>The map filling in, in a terminal.</summary>
internal sealed class LiveView(RunProgress progress, IAnsiConsole console) : IRunView
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);

    // Drawing a large map takes time that training should have: never more than a tenth of it.
    private const int RestFactor = 9;

    public async Task ShowAsync(Task run) => await console.Live(Draw())
        .Overflow(VerticalOverflow.Crop)
        .StartAsync(async live =>
        {
            while (!run.IsCompleted)
            {
                var started = Stopwatch.GetTimestamp();
                live.UpdateTarget(Draw());
                var rest = Stopwatch.GetElapsedTime(started) * RestFactor;
                await Task.WhenAny(run, Task.Delay(rest > Shortest ? rest : Shortest)).ConfigureAwait(false);
            }

            live.UpdateTarget(Draw());
        }).ConfigureAwait(false);

    private Rows Draw()
    {
        var map = progress.Map();
        var numbers = progress.Numbers();
        var parts = new List<IRenderable>
        {
            new Markup($"[bold]{Markup.Escape(map.Sweep.Name)}[/]  {Markup.Escape(numbers.Line())}"),
            new Text(""),
            Slices(map),
            MapText.Legend(map.Counts),
        };
        if (numbers.News.Length > 0)
        {
            parts.Add(new Text(numbers.News, new Style(decoration: Decoration.Dim)));
        }

        return new Rows(parts);
    }

    private Columns Slices(StabilityMap map)
    {
        var room = console.Profile.Width;
        return new Columns(map.Slices.Select(slice => MapText.Of(map, slice, room))) { Expand = false };
    }
}
