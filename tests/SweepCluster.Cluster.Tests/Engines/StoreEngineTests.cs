using SweepCluster.Cluster.Engines;
using SweepCluster.Cluster.Tests.Simulation;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Tests.Memory;

namespace SweepCluster.Cluster.Tests.Engines;

public sealed class StoreEngineTests : IAsyncDisposable
{
    private static readonly TimeSpan Ownership = TimeSpan.FromSeconds(5);

    private readonly SimulatedTime _time = new();
    private readonly MemoryStore _store;

    public StoreEngineTests() => _store = new MemoryStore(_time);

    [Fact]
    public async Task A_coordinator_sees_who_is_there_who_leaves_and_who_is_silent()
    {
        await _store.Nodes.HeartbeatAsync(Node("silent", ClusterNode.WorkerRole), default);
        Pass(5);
        await _store.Nodes.HeartbeatAsync(Node("leaving", ClusterNode.WorkerRole) with { IsDraining = true }, default);
        await _store.Nodes.HeartbeatAsync(Node("new", ClusterNode.WorkerRole) with { IsJoining = true }, default);
        Pass(4.9);
        await using var engine = new StoreEngine(_store, Ownership);
        await engine.AnnounceAsync(Node("self", ClusterNode.CoordinatorRole), default);

        var members = engine.State.Members!.Value.OrderBy(member => member.State).ThenBy(member => member.IsReachable).Select(member => (member.State, member.IsReachable, member.Roles.Single()));
        Assert.Equal(
            [(MemberState.Joining, true, "worker"), (MemberState.Up, false, "worker"), (MemberState.Up, true, "coordinator"), (MemberState.Leaving, true, "worker")],
            members);
        Assert.Equal(["leaving", "new", "self", "silent"], engine.State.Heard.Select(node => node.Description.Id));
    }

    [Fact]
    public async Task A_node_that_is_no_coordinator_does_not_look()
    {
        await using var engine = new StoreEngine(_store, Ownership);
        await engine.AnnounceAsync(Node("self", ClusterNode.WorkerRole), default);
        Assert.Equal(EngineState.Unknown, engine.State);
    }

    [Fact]
    public async Task A_node_that_is_silent_for_long_is_forgotten()
    {
        await _store.Nodes.HeartbeatAsync(Node("gone", ClusterNode.WorkerRole), default);
        Pass(601);
        await using var engine = new StoreEngine(_store, Ownership);
        await engine.AnnounceAsync(Node("self", ClusterNode.CoordinatorRole), default);
        Assert.Equal(["self"], engine.State.Heard.Select(node => node.Description.Id));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static NodeDescription Node(string id, string role) => new(id, id, [role], "1", null, DateTimeOffset.UnixEpoch, []);

    private void Pass(double seconds)
    {
        _time.After(TimeSpan.FromSeconds(seconds), () => { });
        _time.Step();
    }
}
