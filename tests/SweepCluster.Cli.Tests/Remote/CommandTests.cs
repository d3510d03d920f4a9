using System.Net;
using SweepCluster.Cli.Remote;
using SweepCluster.Cli.Remote.Client;

namespace SweepCluster.Cli.Tests.Remote;

public sealed class CommandTests : IDisposable
{
    private readonly NodeStub _node = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly SweepClient _client;

    public CommandTests() => _client = _node.Client();

    private Answer People => new(_output, IsJson: false, IsQuiet: false);

    private Answer Quiet => new(_output, IsJson: false, IsQuiet: true);

    private Answer Json => new(_output, IsJson: true, IsQuiet: false);

    private string[] Lines => _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose()
    {
        _client.Dispose();
        _node.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task A_submitted_file_goes_as_it_is_and_quietly_gives_the_id_alone()
    {
        _node.On("POST /api/v1/sweeps?priority=-3", Samples.Sweep(), HttpStatusCode.Created);
        Assert.Equal(0, await SubmitCommand.RunAsync(_client, "a.yaml", "name: a\n", -3, Quiet, _error, default));
        Assert.Equal(Samples.Id + Environment.NewLine, _output.ToString());
        Assert.Equal(("name: a\n", "application/yaml"), (_node.Requests[0].Body, _node.Requests[0].ContentType));
    }

    [Fact]
    public async Task A_file_that_was_submitted_before_is_said_to_be()
    {
        _node.On("POST /api/v1/sweeps", Samples.Sweep("finished"));
        await SubmitCommand.RunAsync(_client, "a.yaml", "", null, People, _error, default);
        Assert.Equal([$"{Samples.Id} was submitted before and is finished. 'sweep watch {Samples.Id}' shows how it goes."], Lines);
    }

    [Fact]
    public async Task Mistakes_of_a_submitted_file_are_printed_as_run_prints_them()
    {
        _node.Refuses("POST /api/v1/sweeps", HttpStatusCode.UnprocessableEntity, """
            {"title":"The sweep file has mistakes.","errors":[{"line":7,"column":12,"key":"parameters.lamda","message":"unknown parameter"},{"line":9,"key":"","message":"ends too soon"}]}
            """);
        Assert.Equal(2, await SubmitCommand.RunAsync(_client, "a.yaml", "", null, People, _error, default));
        Assert.Equal($"a.yaml:7:12: parameters.lamda: unknown parameter{Environment.NewLine}a.yaml:9: ends too soon{Environment.NewLine}", _error.ToString());
        Assert.Empty(Lines);
    }

    [Fact]
    public async Task Sweeps_are_listed_in_columns_or_as_one_document_or_by_id()
    {
        _node.On(Samples.List, Samples.Listed(Samples.Sweep(failed: 1)));
        await ListCommand.RunAsync(_client, People, default);
        Assert.Equal(["  id                      state    priority  finished  failed  submitted", $"  {Samples.Id}  running  5         3/10      1       2026-01-02 03:04:05Z"], Lines);

        _output.GetStringBuilder().Clear();
        await ListCommand.RunAsync(_client, Quiet, default);
        await ListCommand.RunAsync(_client, Json, default);
        Assert.Equal(Samples.Id, Lines[0]);
        Assert.StartsWith($$"""{"total":1,"sweeps":[{"id":"{{Samples.Id}}","name":"quick","state":"running","priority":5""", Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_nothing_says_how_to_begin()
    {
        _node.On(Samples.List, Samples.Listed());
        await ListCommand.RunAsync(_client, Quiet, default);
        Assert.Empty(Lines);
        await ListCommand.RunAsync(_client, People, default);
        Assert.Contains("sweep submit FILE", Assert.Single(Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweep_is_shown_with_the_trials_that_machines_failed()
    {
        _node.On("GET " + Samples.Path, Samples.Sweep("finished", failed: 1, open: 0, leased: 0))
            .On($"GET {Samples.Path}/failures", """{"failures":[{"cell":"B=4","replicate":2,"cause":"out of memory","at":"2026-01-02T03:04:06Z"}]}""");
        await ShowCommand.RunAsync(_client, Samples.Id, People, default);
        Assert.Contains("  trials     3 finished, 1 failed", Lines);
        Assert.Contains("  ended      2026-01-02 03:05:05Z, after 1 min 0 s", Lines);
        Assert.Equal("    B=4#2  out of memory", Lines[^1]);
    }

    [Fact]
    public async Task A_change_of_state_is_asked_for_by_the_whole_id_and_its_outcome_said()
    {
        _node.On(Samples.List, Samples.Listed(Samples.Sweep())).On("GET " + Samples.Path, Samples.Sweep()).On("GET " + Samples.Path, Samples.Sweep("paused")).On($"POST {Samples.Path}/pause", "{}");
        Assert.Equal(0, await StateCommands.RunAsync(_client, "quick", (client, id, cancellation) => client.PauseAsync(id, cancellation), People, default));
        Assert.Contains($"POST {Samples.Path}/pause", _node.Lines);
        Assert.Equal([$"{Samples.Id} is paused: 3 finished, 2 training, 4 waiting."], Lines);
    }

    [Fact]
    public async Task A_change_that_the_node_refuses_says_what_the_node_says()
    {
        _node.On("GET " + Samples.Path, Samples.Sweep("cancelled")).Refuses($"POST {Samples.Path}/resume", HttpStatusCode.Conflict, """{"detail":"A cancelled sweep cannot be resumed."}""");
        var refused = await Assert.ThrowsAsync<RefusedException>(() => StateCommands.RunAsync(_client, Samples.Id, (client, id, cancellation) => client.ResumeAsync(id, cancellation), People, default));
        Assert.Equal("A cancelled sweep cannot be resumed.", refused.Message);
    }

    [Fact]
    public async Task Extending_sends_the_values_and_names_those_that_are_wrong()
    {
        _node.On("GET " + Samples.Path, Samples.Sweep()).On($"POST {Samples.Path}/extend", "{}");
        await ExtendCommand.RunAsync(_client, Samples.Id, ["replicates.count=10"], Quiet, _error, default);
        Assert.Equal("""{"set":["replicates.count=10"]}""", _node.Requests.Single(request => request.Body is not null).Body);

        _node.Refuses($"POST {Samples.Path}/extend", HttpStatusCode.UnprocessableEntity, """{"errors":[{"line":1,"column":1,"key":"replicates.count","message":"found 'x'","file":"--set replicates.count"}]}""");
        await ExtendCommand.RunAsync(_client, Samples.Id, ["replicates.count=10"], Quiet, _error, default);
        Assert.Equal(2, await ExtendCommand.RunAsync(_client, Samples.Id, ["replicates.count=x"], Quiet, _error, default));
        Assert.Equal($"--set replicates.count:1:1: replicates.count: found 'x'{Environment.NewLine}", _error.ToString());
    }

    [Fact]
    public async Task Retrying_sends_the_filter_alone_and_says_how_many()
    {
        _node.On("GET " + Samples.Path, Samples.Sweep()).On($"POST {Samples.Path}/retry", """{"retried":2}""");
        await RetryCommand.RunAsync(_client, Samples.Id, new RetryRequest(null, "memory"), People, default);
        Assert.Equal("""{"cause":"memory"}""", _node.Requests.Single(request => request.Body is not null).Body);
        Assert.Equal([$"2 trials of {Samples.Id} will be trained again."], Lines);
    }

    [Fact]
    public async Task Workers_have_a_line_for_each_device()
    {
        _node.On("GET /api/v1/workers", """
            {"workers":[{"id":"n1","name":"oak","roles":["coordinator","worker"],"version":"0.1.0","startedAt":"2026-01-02T03:04:05Z","isDraining":false,"silentSeconds":1.5,
              "devices":[{"id":"cpu","kind":"cpu/x64","name":"EPYC","memoryBytes":8589934592,"doing":"12 trials","shapes":[]},{"id":"cuda:0","kind":"k","name":"A100","memoryBytes":1073741824,"shapes":[]}]},
             {"id":"n2","name":"elm","roles":["coordinator"],"version":"0.1.0","startedAt":"2026-01-02T03:04:05Z","isDraining":true,"silentSeconds":40,"devices":[]}]}
            """);
        await WorkersCommand.RunAsync(_client, People, default);
        Assert.Equal(4, Lines.Length);
        Assert.Equal("  oak   coordinator,worker  1.5 s ago  cpu (EPYC)     8.0 GiB  12 trials", Lines[1]);
        Assert.Equal("                                       cuda:0 (A100)  1.0 GiB  idle", Lines[2]);
        Assert.Equal("  elm   coordinator         40 s ago                           leaving", Lines[3]);
    }

    [Fact]
    public async Task Logs_print_what_is_kept_from_the_first_event_on()
    {
        _node.On("GET " + Samples.Path, Samples.Sweep()).On($"GET /api/v1/events?sweep={Samples.Id}", Samples.Event(7, "one") + Samples.Event(9, "two"), type: "text/event-stream");
        Assert.Equal(0, await LogsCommand.RunAsync(_client, Samples.Id, follow: false, People, TimeProvider.System, default));
        Assert.Equal(["2026-01-02 03:04:06Z  chunk-done        one", "2026-01-02 03:04:06Z  chunk-done        two"], Lines);
        Assert.Equal("0", _node.Requests[^1].LastEventId);
    }

    [Fact]
    public async Task An_export_has_the_bytes_of_the_node_and_a_failed_one_leaves_no_file()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            _node.On("GET " + Samples.Path, Samples.Sweep()).On($"GET {Samples.Path}/export?format=csv", () => new HttpResponseMessage { Content = new ByteArrayContent([1, 0, 255, 13, 10]) });
            var file = Path.Combine(folder, "cells.csv");
            Assert.Equal(0, await RemoteExport.RunAsync(_client, Samples.Id, "csv", file, quiet: true, default));
            Assert.Equal([1, 0, 255, 13, 10], await File.ReadAllBytesAsync(file));

            var other = Path.Combine(folder, "map.png");
            await Assert.ThrowsAsync<RefusedException>(() => RemoteExport.RunAsync(_client, Samples.Id, "png", other, quiet: true, default));
            Assert.False(File.Exists(other));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
