using System.Collections.Concurrent;
using System.Globalization;
using SweepCluster.Cluster.Actors;
using SweepCluster.Cluster.Engines;
using SweepCluster.Cluster.Running;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Sweeps;
using SweepCluster.Storage.Tests.Memory;

namespace SweepCluster.Cluster.Akka.Tests;

/// <summary>Nodes of one process that meet over the loopback.</summary>
public sealed class AkkaClusterTests : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly MemoryStore _store = new(TimeProvider.System);

    [Fact]
    public async Task A_sweep_that_is_submitted_to_two_nodes_is_finished_by_them()
    {
        await using var first = await TestNode.StartAsync(_store, TestNode.Coordinator("n1"), _limit.Token);
        await using var second = await TestNode.StartAsync(_store, TestNode.Worker("n2"), _limit.Token);
        var (id, sweep) = await TestNode.SubmitAsync(first.Store);
        await FinishedAsync(id, sweep);
        Assert.Equal(["n1", "n2"], (await _store.Nodes.ListAsync(_limit.Token)).Select(node => node.Description.Id));
    }

    [Fact]
    public async Task When_the_coordinator_leaves_another_finishes_its_sweep()
    {
        await using var first = await TestNode.StartAsync(_store, TestNode.Coordinator("n1"), _limit.Token);
        await using var second = await TestNode.StartAsync(_store, TestNode.Coordinator("n2"), _limit.Token);
        var (id, sweep) = await TestNode.SubmitAsync(second.Store);
        await (await OwnerAsync(id, first, second)).LeaveAsync(_limit.Token);
        await FinishedAsync(id, sweep);
    }

    [Fact]
    public async Task When_the_coordinator_dies_another_finishes_its_sweep()
    {
        await using var first = await TestNode.StartAsync(_store, TestNode.Coordinator("n1"), _limit.Token);
        await using var second = await TestNode.StartAsync(_store, TestNode.Coordinator("n2"), _limit.Token);
        var (id, sweep) = await TestNode.SubmitAsync(second.Store);
        var dead = await OwnerAsync(id, first, second);
        dead.Kill();
        await FinishedAsync(id, sweep);
        Assert.False((dead == first ? second : first).Failure.IsCompleted);
        var survivor = dead == first ? "n2" : "n1";
        await TestNode.UntilAsync(async () => (await _store.Nodes.ListAsync(_limit.Token)).Select(node => node.Description.Id).SequenceEqual([survivor]), _limit.Token);
    }

    [Fact]
    public async Task Five_coordinators_finish_a_sweep_and_nothing_fails_within_Akka()
    {
        var warnings = new ConcurrentQueue<string>();
        var nodes = new List<TestNode>();
        try
        {
            for (var number = 1; number <= 5; number++)
            {
                nodes.Add(await TestNode.StartAsync(_store, TestNode.Coordinator($"n{number}"), _limit.Token, warnings.Enqueue));
            }

            var (id, sweep) = await TestNode.SubmitAsync(nodes[0].Store);
            await FinishedAsync(id, sweep);
            Assert.DoesNotContain(warnings, warning => warning.Contains("out of the range of valid values", StringComparison.Ordinal));
        }
        finally
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Two_nodes_do_not_share_a_port()
    {
        await using var first = await TestNode.StartAsync(_store, TestNode.Coordinator("n1"), _limit.Token);
        var port = int.Parse(first.Seed[(first.Seed.IndexOf(':', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
        var failure = await Assert.ThrowsAsync<EngineException>(() => TestNode.StartAsync(_store, TestNode.Coordinator("n2") with { Port = port }, _limit.Token));
        Assert.StartsWith($"akka.port: 127.0.0.1:{port} cannot be listened on: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_whose_timers_stand_still_is_given_up()
    {
        var said = new ConcurrentQueue<string>();
        // An orderly end would wait for timers for ever.
        var node = await TestNode.StartAsync(_store, TestNode.Coordinator("n1") with { StillFor = TimeSpan.FromSeconds(2) }, _limit.Token, said.Enqueue);
        try
        {
            node.StopTimers();
            await TestNode.UntilAsync(() => Task.FromResult(said.Any(text => text.Contains("stood still for 2 s", StringComparison.Ordinal))), _limit.Token);
        }
        finally
        {
            node.Kill();
        }
    }

    [Fact]
    public async Task What_is_changed_on_one_node_wakes_those_who_wait_on_others()
    {
        await using var first = await TestNode.StartAsync(_store, TestNode.Coordinator("n1"), _limit.Token);
        await using var second = await TestNode.StartAsync(_store, TestNode.Worker("n2"), _limit.Token);
        var waiting = second.WaitAsync(StoreTopic.Sweeps, TimeSpan.FromHours(1), _limit.Token);
        // Who listens is known everywhere only after a while.
        await TestNode.UntilAsync(
            async () =>
            {
                await first.Store.Sweeps.DisownAsync("nobody", _limit.Token);
                return waiting.IsCompleted;
            },
            _limit.Token);
        await waiting;
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another secret of a stranger")]
    public async Task A_stranger_without_the_secret_does_not_get_in(string? guess)
    {
        var warnings = new ConcurrentQueue<string>();
        await using var first = await TestNode.StartAsync(_store, TestNode.Coordinator("n1") with { Secret = "the secret of this cluster" }, _limit.Token, warnings.Enqueue);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        // It has taken the list of seeds from somewhere, and has a store of its own.
        await using var strangers = new MemoryStore(TimeProvider.System);
        var stranger = TestNode.TryAsync(strangers, TestNode.Coordinator("stranger") with { Secret = guess, Seeds = [first.Seed] }, enough.Token);
        await TestNode.UntilAsync(() => Task.FromResult(warnings.Any(warning => IsRefusal(warning, guess is null))), _limit.Token);
        Assert.False(stranger.IsCompleted);
        Assert.Equal(["n1"], first.Members);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stranger);

        await using var second = await TestNode.StartAsync(_store, TestNode.Worker("n2") with { Secret = "the secret of this cluster", Seeds = [first.Seed] }, _limit.Token);
        await TestNode.UntilAsync(() => Task.FromResult(first.Members.Count == 2), _limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _limit.Dispose();
        await _store.DisposeAsync();
    }

    // Without a secret it speaks another protocol, which is not read at all.
    private static bool IsRefusal(string warning, bool isUnsigned) =>
        warning.Contains("is not signed with this cluster's secret", StringComparison.Ordinal) || (isUnsigned && warning.Contains("refused", StringComparison.Ordinal));

    private async Task<TestNode> OwnerAsync(SweepId id, TestNode first, TestNode second)
    {
        await TestNode.UntilAsync(async () => (await _store.Chunks.UnsettledAsync(id, _limit.Token)).LastNumber >= 0, _limit.Token);
        return (await _store.Sweeps.OwnAsync("n1", TimeSpan.FromSeconds(1), 0, _limit.Token)).Count > 0 ? first : second;
    }

    private async Task FinishedAsync(SweepId id, Sweep sweep)
    {
        await TestNode.UntilAsync(async () => await _store.Sweeps.FindAsync(id, _limit.Token) is { State: SweepState.Finished }, _limit.Token);
        var results = new Dictionary<TrialId, TrialResult>();
        await foreach (var result in _store.Results.ReadAsync(id, _limit.Token))
        {
            results.Add(result.Trial, result);
        }

        var replay = PlanReplay.Of(sweep, results);
        Assert.True(replay.IsComplete);
        Assert.Equal(replay.Trials.Select(trial => trial.Id).ToHashSet(), results.Keys.ToHashSet());
    }
}
