using System.Net;
using SweepCluster.Cli.Remote;
using SweepCluster.Cli.Remote.Client;
using SweepCluster.Cli.Remote.Watch;

namespace SweepCluster.Cli.Tests.Remote.Watch;

public sealed class WatchTests : IDisposable
{
    private const string Events = $"GET /api/v1/events?sweep={Samples.Id}";

    private readonly NodeStub _node = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly SweepClient _client;

    public WatchTests() => _client = _node.Client();

    public void Dispose()
    {
        _client.Dispose();
        _node.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Watching_ends_well_and_silently_when_the_sweep_has_finished()
    {
        _node.On("GET " + Samples.Path, Samples.Sweep("finished"));
        Assert.Equal(0, await WatchAsync(isQuiet: true));
        Assert.Equal("", _output.ToString());
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public async Task For_scripts_every_change_is_one_object_a_line_with_what_the_node_says()
    {
        _node.On("GET " + Samples.Path, Samples.Sweep(finished: 1)).On("GET " + Samples.Path, Samples.Sweep("finished", open: 0, leased: 0));
        Assert.Equal(0, await WatchCommand.RunAsync(_client, Samples.Id, new Answer(_output, IsJson: true, IsQuiet: false), isPlain: true, _error, new HurriedClock(), default));
        var lines = _output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Equal(
            $$$"""{"kind":"sweep","sweep":{"id":"{{{Samples.Id}}}","name":"quick","state":"running","priority":5,"revision":2,"createdAt":"2026-01-02T03:04:05+00:00","progress":{"finished":1,"failed":0,"openTrials":4,"leasedTrials":2},"endedAt":null}}""",
            lines[0]);
        Assert.Contains("\"state\":\"finished\"", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweep_that_someone_cancelled_ends_watching_with_a_line_and_a_code_of_its_own()
    {
        _node.On("GET " + Samples.Path, Samples.Sweep("cancelled"));
        Assert.Equal(3, await WatchAsync(isQuiet: true));
        Assert.Equal($"sweep: {Samples.Id} was cancelled: 3 finished, 2 training, 4 waiting.{Environment.NewLine}", _error.ToString());
    }

    [Fact]
    public async Task A_node_that_restarts_meanwhile_is_waited_for()
    {
        _node.On("GET " + Samples.Path, Samples.Sweep())
            .IsAway("GET " + Samples.Path).IsAway("GET " + Samples.Path).IsAway("GET " + Samples.Path)
            .Refuses("GET " + Samples.Path, HttpStatusCode.ServiceUnavailable, "{}").On("GET " + Samples.Path, Samples.Sweep("finished"))
            .On(Events, Samples.Event(7, "one"), type: "text/event-stream");
        Assert.Equal(0, await WatchAsync(isQuiet: true));
    }

    [Fact]
    public async Task A_node_without_events_is_watched_all_the_same()
    {
        _node.On("GET " + Samples.Path, Samples.Sweep()).On("GET " + Samples.Path, Samples.Sweep()).On("GET " + Samples.Path, Samples.Sweep("finished"));
        Assert.Equal(0, await WatchAsync(isQuiet: true));
    }

    [Fact]
    public async Task A_sweep_that_is_removed_meanwhile_ends_watching_with_what_the_node_says()
    {
        _node.On("GET " + Samples.Path, Samples.Sweep()).Refuses("GET " + Samples.Path, HttpStatusCode.NotFound, """{"detail":"There is no such sweep."}""");
        Assert.Equal("There is no such sweep.", (await Assert.ThrowsAsync<RefusedException>(() => WatchAsync(isQuiet: true))).Message);
    }

    [Fact]
    public async Task Stopping_to_watch_says_that_the_sweep_goes_on()
    {
        using var stop = new CancellationTokenSource();
        _node.On("GET " + Samples.Path, Samples.Sweep()).On("GET " + Samples.Path, () =>
        {
            stop.Cancel();
            throw new HttpRequestException("Connection refused");
        });
        Assert.Equal(130, await WatchAsync(isQuiet: false, stop.Token));
        Assert.Contains("the sweep goes on", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_node.Lines, line => line.StartsWith("POST", StringComparison.Ordinal));
    }

    private Task<int> WatchAsync(bool isQuiet, CancellationToken cancellation = default) =>
        WatchCommand.RunAsync(_client, Samples.Id, new Answer(_output, IsJson: false, isQuiet), isPlain: true, _error, new HurriedClock(), cancellation);
}
