using Serilog.Core;
using SweepCluster.Cluster;
using SweepCluster.Cluster.Engines;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Http;
using SweepCluster.Node.LocalRuns;
using SweepCluster.Storage;
using SweepCluster.Training.Datasets;

namespace SweepCluster.Node.Hosting;

/// <summary>A running node: store, engine, actors, devices and, on a coordinator, the API.</summary>
public sealed class NodeHost : IAsyncDisposable
{
    private readonly Stack<Func<ValueTask>> _closing = new();
    private readonly Logger _log;
    private ClusterNode _node = null!;

    private NodeHost(Logger log)
    {
        _log = log;
        _closing.Push(log.DisposeAsync);
    }

    /// <summary>Where the API is reached; null on a node that serves none.</summary>
    public Uri? Address { get; private set; }

    /// <summary>Ends with an error when the node cannot go on.</summary>
    public Task Failure => _node.Failure;

    /// <summary>Starts a node.</summary>
    /// <exception cref="UserException">The settings cannot be met.</exception>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public static async Task<NodeHost> StartAsync(NodeSettings settings, DatasetLocator locator, TimeProvider clock, CancellationToken cancellation)
    {
        var host = new NodeHost(NodeLog.Open(settings));
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
        var store = await NodeStores.OpenAsync(settings.Store, clock, cancellation).ConfigureAwait(false);
        _closing.Push(store.DisposeAsync);
        var engine = new StoreEngine(store, settings.Heartbeat * 5);
        _closing.Push(engine.DisposeAsync);
        var devices = NodeDevices.Open(settings, locator);
        _closing.Push(() => Closed(devices));
        var events = new EventWriter(store, clock, _log);
        _closing.Push(events.DisposeAsync);
        if (settings.Roles.Contains(NodeRole.Coordinator))
        {
            var server = await ApiServer.StartAsync(store, settings, ApiRole.Operator, clock, cancellation).ConfigureAwait(false);
            _closing.Push(server.DisposeAsync);
            Address = server.Address;
        }

        var name = settings.Name ?? Environment.MachineName;
        var options = new ClusterNodeOptions($"{name}-{Guid.NewGuid():N}", name, EnvironmentRecord.Program().Version)
        {
            IsCoordinator = settings.Roles.Contains(NodeRole.Coordinator),
            IsWorker = settings.Roles.Contains(NodeRole.Worker),
            Address = Address?.ToString(),
            Heartbeat = settings.Heartbeat,
            LeaseDuration = settings.LeaseDuration,
        };
        _node = new ClusterNode(store, engine, options, devices.Trainers, clock, new LoggedJournal(_log));
        _closing.Push(_node.DisposeAsync);
        await _node.StartAsync(events.Hear, (_, _) => { }, cancellation).ConfigureAwait(false);
        events.Say(null, "node-joined", $"Node {options.Name} joined as {string.Join(" and ", _node.Description.Roles)}.");
        _log.Information("Node {Id} is up on {Store}{Serving}", options.Id, settings.Store.Shown, Address is null ? "" : $", serving {Address}");
    }

    private static ValueTask Closed(NodeDevices devices)
    {
        devices.Dispose();
        return ValueTask.CompletedTask;
    }
}
