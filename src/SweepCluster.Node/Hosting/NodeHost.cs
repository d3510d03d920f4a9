using Serilog.Core;
using SweepCluster.Cluster;
using SweepCluster.Cluster.Actors;
using SweepCluster.Cluster.Measuring;
using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Http;
using SweepCluster.Node.LocalRuns;
using SweepCluster.Node.Telemetry;
using SweepCluster.Storage;
using SweepCluster.Storage.Measuring;
using SweepCluster.Storage.Postgres;
using SweepCluster.Training.Datasets;

namespace SweepCluster.Node.Hosting;

/// <summary>A running node: store, engine, actors, devices and, on a coordinator, the API.</summary>
public sealed class NodeHost : IAsyncDisposable
{
    private readonly Stack<Func<ValueTask>> _closing = new();
    private readonly LoggingLevelSwitch _level = new();
    private readonly Logger _log;
    private readonly NodeTelemetry _telemetry;
    private ClusterNode _node = null!;

    private NodeHost(NodeSettings settings, TimeProvider clock, NodeWitnesses witnesses)
    {
        _log = NodeLog.Open(settings, _level, witnesses.Log);
        _closing.Push(_log.DisposeAsync);
        _telemetry = new NodeTelemetry(settings, clock, witnesses.Traces);
        _closing.Push(() => Closed(_telemetry));
    }

    /// <summary>Where the API is reached; null on a node that serves none.</summary>
    public Uri? Address { get; private set; }

    /// <summary>Where metrics and health are reached; null on a node that serves none.</summary>
    public Uri? MetricsAddress { get; private set; }

    /// <summary>Ends with an error when the node cannot go on.</summary>
    public Task Failure => _node.Failure;

    /// <summary>Starts a node.</summary>
    /// <exception cref="UserException">The settings cannot be met.</exception>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public static Task<NodeHost> StartAsync(NodeSettings settings, DatasetLocator locator, TimeProvider clock, CancellationToken cancellation) =>
        StartAsync(settings, locator, clock, new NodeWitnesses(), cancellation);

    internal static async Task<NodeHost> StartAsync(NodeSettings settings, DatasetLocator locator, TimeProvider clock, NodeWitnesses witnesses, CancellationToken cancellation)
    {
        var host = new NodeHost(settings, clock, witnesses);
        try
        {
            await host.OpenAsync(settings, locator, clock, cancellation).ConfigureAwait(false);
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes no more work, stops at the next step, hands everything in and leaves the cluster.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        _log.Information("Draining: no more work is taken, what is finished is handed in");
        await _node.DrainAsync(isPatient: false, cancellation).ConfigureAwait(false);
        _log.Information("Drained");
    }

    public async ValueTask DisposeAsync()
    {
        while (_closing.TryPop(out var close))
        {
            await close().ConfigureAwait(false);
        }
    }

    private async Task OpenAsync(NodeSettings settings, DatasetLocator locator, TimeProvider clock, CancellationToken cancellation)
    {
        var silence = settings.Heartbeat * 5;
        var opened = await NodeStores.OpenAsync(settings.Store, clock, cancellation).ConfigureAwait(false);
        var measured = new MeasuredStore(opened, _telemetry.Store);
        _closing.Push(measured.DisposeAsync);
        var name = settings.Name ?? Environment.MachineName;
        var isCoordinator = settings.Roles.Contains(NodeRole.Coordinator);
        var options = new ClusterNodeOptions($"{name}-{Guid.NewGuid():N}", name, EnvironmentRecord.Program().Version)
        {
            IsCoordinator = isCoordinator,
            IsWorker = settings.Roles.Contains(NodeRole.Worker),
            Heartbeat = settings.Heartbeat,
            LeaseDuration = settings.LeaseDuration,
        };
        var observed = new ObservedStore(measured, _telemetry.Cluster, _telemetry.Traces);
        var (chosen, store) = await NodeEngines.StartAsync(observed, settings, options, clock, _log, cancellation).ConfigureAwait(false);
        var engine = new MeasuredEngine(chosen, store.Sweeps, _telemetry.Cluster, silence, clock);
        _closing.Push(engine.DisposeAsync);
        var devices = NodeDevices.Open(settings, locator, clock);
        _closing.Push(() => Closed(devices));
        var events = new EventWriter(store, clock, _log);
        _closing.Push(events.DisposeAsync);
        var labels = opened is PostgresSweepStore postgres ? new LabelWriter(postgres.Labels, clock, _log) : null;
        if (labels is not null)
        {
            _closing.Push(labels.DisposeAsync);
            WatchQueue("labels", LabelWriter.Capacity, () => labels.Depth);
        }

        Watch(engine, devices, events);
        if (isCoordinator)
        {
            var view = new StoreView(measured, _telemetry.Store, _telemetry.Meter, silence, clock);
            view.Start();
            _closing.Push(view.DisposeAsync);
            _telemetry.Cluster.WatchCells();
        }

        if (isCoordinator || settings.Telemetry.MetricsListen is not null)
        {
            var parts = new NodeParts(_telemetry, _level, () => engine.Trouble) { IsWatchedOnly = !isCoordinator };
            var server = await ApiServer.StartAsync(store, settings, ApiRole.Operator, clock, parts, _log, cancellation).ConfigureAwait(false);
            _closing.Push(server.DisposeAsync);
            MetricsAddress = server.Address;
            Address = isCoordinator ? MetricsAddress : null;
        }

        options = options with { Address = Address?.ToString() };
        _node = new ClusterNode(store, engine, options, [.. devices.Trainers.Select(trainer => new TracedTrainer(trainer, _telemetry.Traces))], clock, new LoggedJournal(_log));
        _closing.Push(_node.DisposeAsync);
        await _node.StartAsync(Hear, (_, _) => { }, cancellation).ConfigureAwait(false);
        events.Say(null, "node-joined", $"Node {options.Name} joined as {string.Join(" and ", _node.Description.Roles)}.");
        _log.Information("Node {Id} is up on {Store}{Serving}", options.Id, settings.Store.Shown, MetricsAddress is null ? "" : $", serving {MetricsAddress}");

        void Hear(SweepId sweep, SweepNews news)
        {
            _telemetry.Cluster.Hear(sweep, news);
            engine.Hear(sweep, news);
            events.Hear(sweep, news);
            labels?.Hear(sweep, news);
        }
    }

    private void Watch(MeasuredEngine engine, NodeDevices devices, EventWriter events)
    {
        _telemetry.Cluster.Engine.Watch(engine);
        _telemetry.Cluster.Watch(devices.Trainers);
        WatchQueue("events", EventWriter.Capacity, () => events.Depth);
    }

    private void WatchQueue(string kind, int capacity, Func<int> depth)
    {
        var watch = QueueDepths.Watch(kind, capacity, depth);
        _closing.Push(() => Closed(watch));
    }

    private static ValueTask Closed(IDisposable part)
    {
        part.Dispose();
        return ValueTask.CompletedTask;
    }
}
