using SweepCluster.Cluster.Actors;
using SweepCluster.Cluster.Engines;
using SweepCluster.Cluster.Working;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Sweeps;
using SweepCluster.Training.Tests.Population;

namespace SweepCluster.Cluster.Akka.Tests;

/// <summary>A node whose device finishes a trial at once, with a trace that is a function of the trial alone.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(200);

    private readonly AkkaEngine _engine;
    private readonly ClusterNode _node;

    private TestNode(AkkaEngine engine, ClusterNode node) => (_engine, _node) = (engine, node);

    /// <summary>Where other nodes reach it, as <c>host:port</c>.</summary>
    public string Seed => _engine.Address[(_engine.Address.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <summary>The nodes that it takes for members.</summary>
    public IReadOnlyList<string> Members => _engine.Members;

    /// <summary>What its engine knows of the cluster.</summary>
    public EngineState State => _engine.State;

    /// <summary>Ends with an error when the cluster has put the node out.</summary>
    public Task Failure => _node.Failure;

    /// <summary>The store as this node sees it.</summary>
    public ISweepStore Store => _engine.Store;

    /// <param name="warned">Told what Akka warns of.</param>
    public static async Task<TestNode> StartAsync(ISweepStore store, AkkaEngineOptions options, CancellationToken cancellation, Action<string>? warned = null)
    {
        var (engine, node) = await PrepareAsync(store, options, warned ?? (_ => { }), cancellation);
        await node.StartAsync((_, _) => { }, (_, _) => { }, cancellation);
        return new TestNode(engine, node);
    }

    /// <summary>Starts a node that tries to join until it is cancelled.</summary>
    /// <param name="warned">Told what Akka warns of.</param>
    public static async Task TryAsync(ISweepStore store, AkkaEngineOptions options, CancellationToken cancellation, Action<string>? warned = null)
    {
        var (engine, node) = await PrepareAsync(store, options, warned ?? (_ => { }), cancellation);
        await using (engine)
        {
            await using (node)
            {
                await node.StartAsync((_, _) => { }, (_, _) => { }, cancellation);
            }
        }
    }

    public static AkkaEngineOptions Coordinator(string id) => new(id) { Heartbeat = Heartbeat, Ownership = Heartbeat * 5, DeadAfter = Heartbeat * 4 };

    public static AkkaEngineOptions Worker(string id) => Coordinator(id) with { IsCoordinator = false };

    public static async Task<(SweepId Id, Sweep Sweep)> SubmitAsync(ISweepStore store)
    {
        var sweep = SweepFileReader.Read(
            """
            name: spread
            family: polynomial-network
            dataset: {name: spirals}
            axes:
              - parameter: B
                linear: {from: 1, to: 30, count: 30}
            replicates: {kind: fixed, count: 4}
            budget: {epochs: 1}
            """, "spread.yaml", []).Sweep!;
        var id = new SweepId("spread-1");
        await store.Sweeps.CreateAsync(new StoredSweep(id, sweep.Name, SweepFileWriter.Write(sweep), DateTimeOffset.UnixEpoch), default);
        return (id, sweep);
    }

    public static async Task UntilAsync(Func<Task<bool>> isSo, CancellationToken cancellation)
    {
        while (!await isSo())
        {
            await Task.Delay(20, cancellation);
        }
    }

    /// <summary>Waits to be woken.</summary>
    public Task WaitAsync(StoreTopic topic, TimeSpan atMost, CancellationToken cancellation) => _engine.WaitForChangeAsync(topic, _engine.ChangesHeard(topic), atMost, cancellation);

    /// <summary>From now on no timer of the node's actor system fires.</summary>
    public void StopTimers() => _engine.StopTimers();

    /// <summary>Ends the node as a power cut would.</summary>
    public void Kill()
    {
        _ = _node.DisposeAsync().AsTask();
        _engine.Abort();
    }

    public Task LeaveAsync(CancellationToken cancellation) => _node.DrainAsync(isPatient: false, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _engine.DisposeAsync();
    }

    private static async Task<(AkkaEngine Engine, ClusterNode Node)> PrepareAsync(ISweepStore store, AkkaEngineOptions options, Action<string> warned, CancellationToken cancellation)
    {
        var engine = await AkkaEngine.StartAsync(store, options, TimeProvider.System, (text, cause) => warned($"{text} {cause}"), warned, cancellation);
        var description = new ClusterNodeOptions(options.Node, options.Node, "1") { IsCoordinator = options.IsCoordinator, IsWorker = options.IsWorker, Heartbeat = options.Heartbeat };
        return (engine, new ClusterNode(engine.Store, engine, description, [new Trainer()], TimeProvider.System, new Silent()));
    }

    private sealed class Silent : IActorJournal
    {
        public void Failed(string actor, Exception failure, TimeSpan? restartIn)
        {
        }

        public void Undelivered(string actor, object message)
        {
        }
    }

    private sealed class Trainer : ITrainer
    {
        public DeviceReport Report { get; } = new("cpu", "cpu", "scripted", 1, null, []);

        public int CapacityFor(string shape) => 8;

        public void Train(TrainingBatch batch, Action<TrialResult> finished, Action<TrialId, EpochRecord> epochFinished, CancellationToken stop)
        {
            foreach (var trial in batch.Trials)
            {
                stop.WaitHandle.WaitOne(10);
                stop.ThrowIfCancellationRequested();
                finished(new TrialResult(trial.Id, ScriptedProgram.TraceOf(trial.Id.RandomKey(batch.Sweep.Sweep.Seed)), TimeSpan.FromSeconds(1)));
            }
        }
    }
}
