using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using SweepCluster.Cluster;
using SweepCluster.Node.Http.Documents;
using SweepCluster.Storage;
using SweepCluster.Storage.Measuring;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Node.Telemetry;

/// <summary>
/// Reads for metrics what the whole store holds: every few seconds, whoever looks and however often, beside everything
/// else, and no longer than a bound. While the store is away there is nothing to show.
/// </summary>
internal sealed class StoreView : IAsyncDisposable
{
    /// <summary>How often the store is read.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private static readonly MetricDefinition Sweeps = new("sweep.sweeps", MetricKind.Gauge, "{sweep}", ["state"], "Sweeps in the store: running, paused, finished, cancelled. Read by every coordinator.");
    private static readonly MetricDefinition Chunks = new("sweep.chunks", MetricKind.Gauge, "{chunk}", ["state"], "Chunks of running sweeps in the store: open, leased. Read by every coordinator.");
    private static readonly MetricDefinition Oldest = new("sweep.chunk.oldest", MetricKind.Gauge, "s", [], "Age of the oldest chunk of a running sweep that nobody holds; 0 when there is none. Read by every coordinator.");
    private static readonly MetricDefinition Nodes = new("sweep.nodes", MetricKind.Gauge, "{node}", ["role", "state"], "Nodes in the store's registry: alive, silent, draining. Read by every coordinator.");

    private static readonly string[] Roles = [ClusterNode.CoordinatorRole, ClusterNode.WorkerRole];
    private static readonly string[] NodeStates = ["alive", "silent", "draining"];

    private readonly ISweepStore _store;
    private readonly StoreMeter _meter;
    private readonly TimeSpan _silence;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;
    private Snapshot? _last;

    /// <param name="silence">A node that was not heard of for this long counts as silent.</param>
    public StoreView(ISweepStore store, StoreMeter calls, Meter meter, TimeSpan silence, TimeProvider clock)
    {
        (_store, _meter, _silence, _clock) = (store, calls, silence, clock);
        Sweeps.Observe(meter, () => Read(snapshot => snapshot.Sweeps));
        Chunks.Observe(meter, () => Read(snapshot => snapshot.Chunks));
        Oldest.Observe(meter, () => Read(snapshot => snapshot.Oldest));
        Nodes.Observe(meter, () => Read(snapshot => snapshot.Nodes));
    }

    public static ImmutableArray<MetricDefinition> Definitions { get; } = [Sweeps, Chunks, Oldest, Nodes];

    /// <summary>Reads the store from now on, every few seconds, until this is disposed.</summary>
    public void Start() => _reading = Task.Run(ReadAlwaysAsync);

    /// <summary>Reads the store now; forgets what it knew where it cannot.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        try
        {
            using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var reading = Task.Run(() => ReadAsync(bounded.Token), bounded.Token);
            try
            {
                _last = await reading.WaitAsync(Longest, _clock, cancellation).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                _last = null;
                _meter.CountTimeout();
                await bounded.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (StoreException)
        {
            _last = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ReadAlwaysAsync()
    {
        using var timer = new PeriodicTimer(Every, _clock);
        do
        {
            await RefreshAsync(_stop.Token).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false));
    }

    private ImmutableArray<Measurement<double>> Read(Func<Snapshot, ImmutableArray<Measurement<double>>> part) => _last is { } last ? part(last) : [];

    private async Task<Snapshot> ReadAsync(CancellationToken cancellation)
    {
        var sweeps = await _store.Sweeps.ListAsync(cancellation).ConfigureAwait(false);
        var backlog = await _store.Chunks.BacklogAsync(cancellation).ConfigureAwait(false);
        var nodes = await _store.Nodes.ListAsync(cancellation).ConfigureAwait(false);
        return new Snapshot(
            [.. Enum.GetValues<SweepState>().Select(state => Of(sweeps.Count(sweep => sweep.State == state), ("state", ApiNames.Of(state))))],
            [Of(backlog.Open, ("state", "open")), Of(backlog.Leased, ("state", "leased"))],
            [Of(backlog.OldestOpen.TotalSeconds)],
            [.. from role in Roles
                from state in NodeStates
                select Of(nodes.Count(node => node.Description.Roles.Contains(role) && StateOf(node) == state), ("role", role), ("state", state))]);
    }

    private string StateOf(KnownNode node) => node.SilentFor >= _silence ? "silent" : node.Description.IsDraining ? "draining" : "alive";

    private static Measurement<double> Of(double value, params (string Name, string Text)[] labels) =>
        new(value, labels.Select(label => new KeyValuePair<string, object?>(label.Name, label.Text)));

    private sealed record Snapshot(
        ImmutableArray<Measurement<double>> Sweeps,
        ImmutableArray<Measurement<double>> Chunks,
        ImmutableArray<Measurement<double>> Oldest,
        ImmutableArray<Measurement<double>> Nodes);
}
