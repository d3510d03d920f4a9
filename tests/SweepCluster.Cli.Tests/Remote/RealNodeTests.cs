using SweepCluster.Cli.Doctor;
using SweepCluster.Cli.Remote;
using SweepCluster.Cli.Remote.Client;
using SweepCluster.Cli.Remote.Watch;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Cli.Tests.Remote;

/// <summary>The commands against the API that nodes serve.</summary>
public sealed class RealNodeTests : IAsyncLifetime, IDisposable
{
    private const string Yaml = """
        name: tiny
        family: polynomial-network
        dataset: {name: glyphs, train: 256, test: 400, validation: 200}
        parameters: {hidden: [16], learningRate: 0.01}
        axes:
          - {parameter: B, values: [1, 2, 4, 8]}
        replicates: {kind: fixed, count: 2}
        budget: {epochs: 2, batch: 32}
        """;

    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private RealNode _node = null!;
    private SweepClient _client = null!;

    private Answer Quiet => new(_output, IsJson: false, IsQuiet: true);

    private Answer People => new(_output, IsJson: false, IsQuiet: false);

    public async Task InitializeAsync()
    {
        _node = await RealNode.StartAsync();
        _client = _node.Client();
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    public void Dispose()
    {
        _client.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task A_sweep_is_submitted_once_and_found_by_the_beginning_of_its_id()
    {
        Assert.Equal(0, await SubmitCommand.RunAsync(_client, "tiny.yaml", Yaml, 7, Quiet, _error, default));
        var id = _output.ToString().Trim();
        Assert.StartsWith("tiny-", id, StringComparison.Ordinal);
        Assert.False((await _client.SubmitAsync(Yaml, null, default)).IsNew);

        var sweep = await _client.ResolveAsync("tiny", default);
        Assert.Equal((id, "tiny", "running", 7), (sweep.Id, sweep.Name, sweep.State, sweep.Priority));
        Assert.Equal([id], (await _client.ListAsync(default)).Sweeps.Select(listed => listed.Id));
    }

    [Fact]
    public async Task The_mistakes_of_a_file_read_as_those_of_a_run_do()
    {
        Assert.Equal(2, await SubmitCommand.RunAsync(_client, "tiny.yaml", Yaml.Replace("train:", "trian:", StringComparison.Ordinal), null, Quiet, _error, default));
        var local = SweepFileReader.Read(Yaml.Replace("train:", "trian:", StringComparison.Ordinal), "tiny.yaml", []).Errors[0];
        Assert.Equal(local + Environment.NewLine, _error.ToString());
        Assert.Empty((await _client.ListAsync(default)).Sweeps);
    }

    [Fact]
    public async Task A_sweep_is_paused_resumed_extended_and_cancelled_and_watching_it_says_so()
    {
        var (sweep, _) = await _client.SubmitAsync(Yaml, null, default);
        await _client.PauseAsync(sweep.Id, default);
        await _client.PauseAsync(sweep.Id, default);
        Assert.True((await _client.FindAsync(sweep.Id, default)).IsPaused);
        await _client.ResumeAsync(sweep.Id, default);
        Assert.Equal(0, await ExtendCommand.RunAsync(_client, sweep.Id, ["replicates.count=3"], Quiet, _error, default));
        Assert.Equal(0, await RetryCommand.RunAsync(_client, sweep.Id, new RetryRequest(), Quiet, default));
        Assert.Equal("0", _output.ToString().Trim());

        await _client.CancelAsync(sweep.Id, default);
        Assert.Equal(3, await WatchCommand.RunAsync(_client, "tiny", Quiet, isPlain: true, _error, TimeProvider.System, default));
        Assert.Contains("was cancelled", _error.ToString(), StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => _client.ResumeAsync(sweep.Id, default));
        Assert.Contains("cancelled", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watching_ends_as_soon_as_the_sweep_has_finished()
    {
        var (sweep, _) = await _client.SubmitAsync(Yaml, null, default);
        var watching = WatchCommand.RunAsync(_client, sweep.Id, Quiet, isPlain: true, _error, TimeProvider.System, default);
        var owner = (await _node.Store.Sweeps.OwnAsync("owner", TimeSpan.FromMinutes(1), 1, default)).Single();
        Assert.True(await _node.Store.Sweeps.FinishAsync(owner, (await _node.Store.Sweeps.FindAsync(owner.Sweep, default))!.Revision, default));
        Assert.Equal(0, await watching);
        Assert.Equal("", _output.ToString());
    }

    [Fact]
    public async Task Events_are_followed_from_the_first_that_is_kept()
    {
        var (sweep, _) = await _client.SubmitAsync(Yaml, null, default);
        await foreach (var happened in _client.EventsAsync(sweep.Id, 0, default))
        {
            Assert.Equal((sweep.Id, "submitted", "Submitted with priority 0."), (happened.Sweep, happened.Kind, happened.Text));
            break;
        }
    }

    [Fact]
    public async Task A_viewer_may_look_and_is_told_what_changing_needs()
    {
        using var viewer = _node.Client(RealNode.Viewer);
        Assert.Equal(0, await ListCommand.RunAsync(viewer, People, default));
        Assert.Contains("operator", (await Assert.ThrowsAsync<RefusedException>(() => viewer.SubmitAsync(Yaml, null, default))).Message, StringComparison.Ordinal);
        using var stranger = _node.Client("some-other-token-0123");
        Assert.Contains("does not know the token from SWEEP_TOKEN", (await Assert.ThrowsAsync<RefusedException>(() => stranger.ListAsync(default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_without_workers_is_found_ready_with_a_warning()
    {
        Assert.Equal([FindingStatus.Ok, FindingStatus.Warn], (await NodeChecks.OfAsync(_client, default)).Select(finding => finding.Status));
        Assert.Equal(0, await WorkersCommand.RunAsync(_client, Quiet, default));
        Assert.Equal("", _output.ToString());
    }

    [Fact]
    public async Task Exports_and_advice_of_a_sweep_without_results_can_be_had()
    {
        var (sweep, _) = await _client.SubmitAsync(Yaml, null, default);
        using var table = new MemoryStream();
        await _client.ExportAsync(sweep.Id, "csv", table, default);
        Assert.Equal(5, System.Text.Encoding.UTF8.GetString(table.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal("B", (await _client.RecommendationAsync(sweep.Id, null, [], 0.95, default)).Groups[0].Along);
        Assert.False((await _client.ImportanceAsync(sweep.Id, default)).Stability.IsSufficient);
    }
}
