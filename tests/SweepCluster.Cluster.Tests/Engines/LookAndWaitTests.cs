using SweepCluster.Cluster.Coordinating;
using SweepCluster.Cluster.Engines;
using SweepCluster.Cluster.Planning;
using SweepCluster.Cluster.Tests.Simulation;
using SweepCluster.Cluster.Working;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Sweeps;
using SweepCluster.Storage.Tests.Memory;
using SweepCluster.Testing;

namespace SweepCluster.Cluster.Tests.Engines;

/// <summary>Whoever finds nothing to do waits for what comes after its look began, not after it ended.</summary>
public sealed class LookAndWaitTests : IAsyncDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Busy _engine = new();
    private readonly SweepFiles _files = new();
    private readonly MemoryStore _store = new(TimeProvider.System);

    [Fact]
    public async Task A_coordinator()
    {
        await using var effects = new CoordinatorEffects(_store, _engine, "node", _files, TimeProvider.System, null, (_, _) => { }, Journal.Throwing);

        await effects.RunAsync(new CoordinatorEffect.Place(), default);
        await effects.RunAsync(new CoordinatorEffect.WakeWithin(Hour), default);

        Assert.Equal((StoreTopic.Sweeps, 0L), _engine.Waited);
    }

    [Fact]
    public async Task A_sweep()
    {
        await _store.Sweeps.CreateAsync(new StoredSweep(new SweepId("s"), "one", "", DateTimeOffset.UnixEpoch), default);
        var ownership = Assert.Single(await _store.Sweeps.OwnAsync("node", Hour, 1, default));
        var effects = new SweepEffects(_store, _engine, ownership, _files, TimeProvider.System, _ => { }, () => { });

        await effects.RunAsync(new SweepEffect.Look([]), default);
        await effects.RunAsync(new SweepEffect.WakeWithin(Hour), default);

        Assert.Equal((StoreTopic.Results, 0L), _engine.Waited);
    }

    [Fact]
    public async Task A_worker_with_several_devices_since_the_latest_that_looked()
    {
        var effects = new WorkerEffects(_store, _engine, new WorkerOptions("node"), new Dictionary<string, ITrainer>(), _files, TimeProvider.System, (_, _) => { }, () => { });

        await effects.RunAsync(new WorkerEffect.Ask("gpu:0", 1), default);
        await effects.RunAsync(new WorkerEffect.Ask("gpu:1", 1), default);
        await effects.RunAsync(new WorkerEffect.WakeWithin(Hour, TimeSpan.Zero), default);

        Assert.Equal((StoreTopic.Chunks, 1L), _engine.Waited);
    }

    [Fact]
    public async Task A_worker_whose_store_is_away()
    {
        var effects = new WorkerEffects(new FailingStore(new StoreException("away")), _engine, new WorkerOptions("node"), new Dictionary<string, ITrainer>(), _files, TimeProvider.System, (_, _) => { }, () => { });
        _engine.ChangesHeard(StoreTopic.Chunks);

        Assert.IsType<WorkerMessage.StoreFailed>(await effects.RunAsync(new WorkerEffect.Ask("gpu:0", 1), default));
        await effects.RunAsync(new WorkerEffect.WakeWithin(Hour, TimeSpan.Zero), default);

        Assert.Equal((StoreTopic.Chunks, 1L), _engine.Waited);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _store.DisposeAsync();
    }

    /// <summary>An engine that hears of another change whenever it is asked, and never lets anybody wait.</summary>
    private sealed class Busy : IEngine
    {
        private long _heard;

        public (StoreTopic Topic, long Heard)? Waited { get; private set; }

        public string Name => "busy";

        public Task AnnounceAsync(NodeDescription self, CancellationToken cancellation) => Task.CompletedTask;

        public Task LeaveAsync(string node, CancellationToken cancellation) => Task.CompletedTask;

        public Task<IReadOnlyList<SweepOwnership>> PlaceAsync(string node, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<SweepOwnership>>([]);

        public long ChangesHeard(StoreTopic topic) => _heard++;

        public Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation)
        {
            Waited = (topic, heard);
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
