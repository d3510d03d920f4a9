using SweepCluster.Cluster.Engines;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Tests.Memory;

namespace SweepCluster.Cluster.Akka.Tests;

/// <summary>What a node of a real cluster says of it.</summary>
public sealed class EngineStateTests : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly MemoryStore _store = new(TimeProvider.System);

    [Fact]
    public async Task Members_are_seen_with_their_roles_and_a_sweep_as_an_entity_of_its_coordinator()
    {
        await using var coordinator = await TestNode.StartAsync(_store, TestNode.Coordinator("n1") with { IsWorker = false }, _limit.Token);
        await using var worker = await TestNode.StartAsync(_store, TestNode.Worker("n2"), _limit.Token);
        await TestNode.SubmitAsync(coordinator.Store);
        await UntilAsync(() => coordinator.State.Placement is { Shards: > 0, Entities: 1 });
        await UntilAsync(() => coordinator.State.Members is { Length: 2 } members && members.All(member => member is { State: MemberState.Up, IsReachable: true }));

        Assert.Equal(EngineStanding.Member, coordinator.State.Standing);
        Assert.Equal(["coordinator", "worker"], coordinator.State.Members!.Value.Select(member => member.Roles.Single(role => !role.StartsWith("node.", StringComparison.Ordinal))).Order());
        Assert.Null(worker.State.Placement);
        Assert.All(coordinator.State.Downings!, cause => Assert.Equal(0, cause.Value));
    }

    [Fact]
    public async Task A_member_that_dies_is_not_reachable_and_then_put_out_once()
    {
        await using var first = await TestNode.StartAsync(_store, TestNode.Coordinator("n1"), _limit.Token);
        await using var second = await TestNode.StartAsync(_store, TestNode.Worker("n2"), _limit.Token);
        await UntilAsync(() => first.State.Members is { Length: 2 });
        second.Kill();
        await UntilAsync(() => first.State.Members!.Value.Any(member => !member.IsReachable));
        await UntilAsync(() => first.State.Members!.Value.Length == 1);

        Assert.Equal([(DowningCause.Dead, 1L), (DowningCause.OtherHalf, 0L), (DowningCause.Self, 0L)], first.State.Downings!.Select(cause => (cause.Key, cause.Value)));
        Assert.Equal(EngineStanding.Member, first.State.Standing);
        Assert.Equal(EngineStanding.Outside, second.State.Standing);
    }

    [Fact]
    public async Task A_node_beside_a_larger_half_says_so_and_is_outside_when_it_has_given_way()
    {
        await using var node = await TestNode.StartAsync(_store, TestNode.Coordinator("n1") with { PartitionPatience = TimeSpan.FromSeconds(7) }, _limit.Token);
        Assert.Equal(EngineStanding.Member, node.State.Standing);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        var others = HeartbeatsAsync(over.Token, "a", "b");
        await UntilAsync(() => node.State.Standing == EngineStanding.Minority);
        await Assert.ThrowsAnyAsync<Exception>(() => node.Failure.WaitAsync(_limit.Token));
        Assert.Equal(EngineStanding.Outside, node.State.Standing);
        Assert.Equal(1, node.State.Downings![DowningCause.Self]);
        await over.CancelAsync();
        await others;
    }

    public async ValueTask DisposeAsync()
    {
        _limit.Dispose();
        await _store.DisposeAsync();
    }

    /// <summary>Coordinators that the store hears of and nobody else does.</summary>
    private async Task HeartbeatsAsync(CancellationToken cancellation, params string[] nodes)
    {
        while (!cancellation.IsCancellationRequested)
        {
            foreach (var node in nodes)
            {
                await _store.Nodes.HeartbeatAsync(
                    new NodeDescription(node, node, [ClusterNode.CoordinatorRole], "1", null, DateTimeOffset.UnixEpoch, []) { EngineAddress = "akka.tcp://sweeps@127.0.0.1:1" }, CancellationToken.None);
            }

            await Task.Delay(50, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task UntilAsync(Func<bool> isSo) => TestNode.UntilAsync(() => Task.FromResult(isSo()), _limit.Token);
}
