using Spectre.Console;
using SweepCluster.Cli.Remote.Client;
using SweepCluster.Cli.Remote.Watch;
using SweepCluster.Cli.Tests.Run;

namespace SweepCluster.Cli.Tests.Remote.Watch;

public sealed class MapFollowerTests : IDisposable
{
    private const string Slices = "GET " + Samples.Path + "/slices";

    private readonly NodeStub _node = new();
    private readonly SweepClient _client;
    private readonly WatchProgress _progress;

    public MapFollowerTests()
    {
        _node.On("GET " + Samples.Path, Samples.Sweep());
        _client = _node.Client();
        _progress = new WatchProgress(_client.FindAsync(Samples.Id, default).GetAwaiter().GetResult(), TimeProvider.System);
    }

    public void Dispose()
    {
        _client.Dispose();
        _node.Dispose();
    }

    [Fact]
    public async Task A_watched_map_is_drawn_with_marks_axes_and_counts_of_its_cells()
    {
        _node.On(Slices, """{"x":"B","y":"degree","slices":[{"index":0,"fixed":{"alpha":"0.5"},"columns":2,"rows":2,"cells":4}]}""");
        _node.On($"GET {Samples.Path}/layers/label?slice=0", """{"layer":"label","slice":0,"x0":0,"y0":0,"columns":2,"rows":2,"x":["1","4"],"y":["2","8"],"labels":[["diverged","stable"],["diverged",null]],"values":null}""");
        await Follower().LookAsync(Samples.Id, default);

        var lines = TextConsole.Lines(new LiveWatchView(_progress, AnsiConsole.Console).Draw());
        Assert.Contains("alpha = 0.5", lines);
        Assert.Contains("        2 x ·", lines);
        Assert.Contains("        8 x", lines.Select(line => line.TrimEnd()));
        Assert.Contains("          B across, degree up", lines);
        Assert.Contains("·  stable 1   x  diverged 2", lines.Select(line => line.TrimEnd()));
    }

    [Fact]
    public async Task A_map_with_more_places_than_a_terminal_is_not_fetched()
    {
        _node.On(Slices, """{"x":"B","y":"degree","slices":[{"index":0,"fixed":{},"columns":1024,"rows":2,"cells":4}]}""");
        await Follower().LookAsync(Samples.Id, default);
        Assert.Null(_progress.Picture().Map);
        Assert.DoesNotContain(_node.Lines, line => line.Contains("/layers/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watching_goes_on_without_the_map_of_a_node_that_has_none()
    {
        _node.IsAway(Slices);
        await Follower().LookAsync(Samples.Id, default);
        Assert.Null(_progress.Picture().Map);
    }

    private MapFollower Follower() => new(_client, _progress, TimeProvider.System);
}
