using SweepCluster.Cluster.Measuring;
using SweepCluster.Cluster.Planning;
using SweepCluster.Cluster.Tests.Simulation;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Sweeps;
using SweepCluster.Storage.Tests.Memory;

namespace SweepCluster.Cluster.Tests.Measuring;

public sealed class HandOversTests : IAsyncDisposable
{
    private static readonly SweepId Sweep = new("one");
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly SweepNews Planned = new SweepNews.Planned([]);

    private readonly SimulatedTime _time = new();
    private readonly MemoryStore _store;
    private readonly List<double> _measured = [];
    private readonly HandOvers _handOvers;

    public HandOversTests()
    {
        _store = new MemoryStore(_time);
        _handOvers = new HandOvers(_store.Sweeps, TimeSpan.FromSeconds(2.5), _time, time => _measured.Add(time.TotalSeconds));
    }

    [Fact]
    public async Task It_lasts_from_the_last_word_of_the_dead_coordinator_to_the_first_plan_of_its_heir()
    {
        await OwnedByAsync("dead");
        Pass(3);
        await LookAsync();
        Pass(2);
        await ClaimAsync("heir");
        Pass(1.5);
        _handOvers.Hear(Sweep, Planned);
        _handOvers.Hear(Sweep, Planned);
        Assert.Equal([6.5], _measured);
    }

    [Fact]
    public async Task What_was_claimed_between_two_looks_and_is_told_later_is_measured_all_the_same()
    {
        await OwnedByAsync("dead");
        Pass(3);
        await LookAsync();
        await _store.Sweeps.ClaimAsync(Sweep, "heir", Hour, default);
        await LookAsync();
        _handOvers.TookOver(Sweep);
        _handOvers.Hear(Sweep, Planned);
        Assert.Equal([3], _measured);
    }

    [Fact]
    public async Task What_another_coordinator_took_over_is_not_measured_when_it_comes_here_later()
    {
        await OwnedByAsync("dead");
        Pass(3);
        await LookAsync();
        await _store.Sweeps.ClaimAsync(Sweep, "another", Hour, default);
        await LookAsync();
        await LookAsync();
        Pass(1000);
        await ClaimAsync("heir");
        _handOvers.Hear(Sweep, Planned);
        Assert.Empty(_measured);
    }

    [Fact]
    public async Task A_sweep_that_changes_hands_in_order_is_not_measured()
    {
        await OwnedByAsync("leaving");
        await LookAsync();
        await _store.Nodes.LeaveAsync("leaving", default);
        Pass(10);
        await LookAsync();
        await ClaimAsync("heir");
        _handOvers.Hear(Sweep, Planned);
        Assert.Empty(_measured);
    }

    [Fact]
    public async Task A_coordinator_that_is_heard_again_was_not_lost()
    {
        await OwnedByAsync("slow");
        Pass(3);
        await LookAsync();
        await HeartbeatAsync("slow");
        await LookAsync();
        await ClaimAsync("heir");
        _handOvers.Hear(Sweep, Planned);
        Assert.Empty(_measured);
    }

    [Fact]
    public async Task A_paused_sweep_waits_for_nobody()
    {
        await OwnedByAsync("dead");
        await _store.Sweeps.MoveAsync(Sweep, [SweepState.Running], SweepState.Paused, default);
        Pass(3);
        await LookAsync();
        Pass(1000);
        await _store.Sweeps.MoveAsync(Sweep, [SweepState.Paused], SweepState.Running, default);
        await LookAsync();
        await ClaimAsync("heir");
        _handOvers.Hear(Sweep, Planned);
        Assert.Empty(_measured);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task OwnedByAsync(string node)
    {
        await HeartbeatAsync(node);
        await _store.Sweeps.CreateAsync(new StoredSweep(Sweep, "one", "file", DateTimeOffset.UnixEpoch), default);
        await _store.Sweeps.OwnAsync(node, Hour, 1, default);
    }

    private Task HeartbeatAsync(string node) =>
        _store.Nodes.HeartbeatAsync(new NodeDescription(node, node, [ClusterNode.CoordinatorRole], "1", null, DateTimeOffset.UnixEpoch, []), default);

    private async Task LookAsync() => await _handOvers.LookAsync(await _store.Nodes.ListAsync(default), default);

    private async Task ClaimAsync(string node)
    {
        await _store.Sweeps.ClaimAsync(Sweep, node, Hour, default);
        _handOvers.TookOver(Sweep);
    }

    private void Pass(double seconds)
    {
        _time.After(TimeSpan.FromSeconds(seconds), () => { });
        _time.Step();
    }
}
