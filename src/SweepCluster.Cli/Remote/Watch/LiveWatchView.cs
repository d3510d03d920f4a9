using Spectre.Console;
using Spectre.Console.Rendering;
using SweepCluster.Cli.Run;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Cli.Remote.Watch;

/// <summary>A bar that fills, the map as it is, and the last events, in a terminal.</summary>
internal sealed class LiveWatchView(WatchProgress progress, IAnsiConsole console) : IRunView
{
    private const int WidestBar = 60;
    // Headline, bar, gap, a legend of two lines, news, a remark, and the line of the cursor.
    private const int OtherLines = 12;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public async Task ShowAsync(Task run)
    {
        await console.Live(Frame()).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            while (!run.IsCompleted)
            {
                live.UpdateTarget(Frame());
                await Task.WhenAny(run, Task.Delay(Interval)).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
    }

    /// <summary>Leaves the last picture on the terminal.</summary>
    public void ShowLast() => console.Write(Draw());

    /// <summary>What is drawn now.</summary>
    public IRenderable Draw()
    {
        var picture = progress.Picture();
        var lines = new List<IRenderable> { new Markup($"[bold]{Markup.Escape(picture.Sweep.Id)}[/]  {Markup.Escape(picture.Line())}"), Bar(picture.Share) };
        if (picture.Map is { } map)
        {
            lines.Add(new Text(""));
            lines.Add(new MapPanel(map, console.Profile.Width, Math.Max(1, console.Profile.Height - OtherLines)).Draw());
            lines.Add(Legend(map));
        }

        lines.AddRange(picture.News.Select(happened => new Text($"{happened.At.UtcDateTime:HH:mm:ss}  {happened.Text}", new Style(decoration: Decoration.Dim)) { Overflow = Overflow.Ellipsis }));
        if (picture.Away is not null)
        {
            lines.Add(new Markup("[yellow]nobody answers; trying again, the sweep goes on without us[/]"));
        }

        if (picture.Sweep.IsPaused)
        {
            lines.Add(new Markup($"[yellow]paused; 'sweep resume {Markup.Escape(picture.Sweep.Id)}' goes on[/]"));
        }

        return new Rows(lines);
    }

    private static IRenderable Legend(LabelPicture map)
    {
        var counts = map.Grids.SelectMany(grid => grid.Places).Select(place => place.Label).OfType<Outcome>().CountBy(label => label).ToDictionary();
        return MapText.Legend(outcome => counts.GetValueOrDefault(outcome), pending: 0);
    }

    // The last line is left to the ^C that a terminal echoes at the cursor: it must not wrap.
    private Rows Frame() => new(Draw(), new Text(" "));

    private Markup Bar(double share)
    {
        var width = Math.Clamp(console.Profile.Width - 8, 1, WidestBar);
        var filled = (int)(Math.Clamp(share, 0, 1) * width);
        return new Markup($"[green]{new string('█', filled)}[/][dim]{new string('░', width - filled)}[/] {Math.Floor(Math.Clamp(share, 0, 1) * 100):0} %");
    }
}
