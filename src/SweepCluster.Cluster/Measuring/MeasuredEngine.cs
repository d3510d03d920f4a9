using SweepCluster.Cluster.Actors;
using SweepCluster.Cluster.Engines;
using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Measuring;

/// <summary>Knows whether the engine that it wraps and owns works, and measures what changes hands.</summary>
/// <param name="sweeps">Tells what coordinators that died have left behind.</param>
/// <param name="silence">Without a heartbeat for this long, the engine counts as down.</param>
public sealed class MeasuredEngine(IEngine inner, ISweepCatalogue sweeps, ClusterMeter meter, TimeSpan silence, TimeProvider clock) : IEngine
{
    // A coordinator counts as lost before its ownership runs out, so that what it owns is known when that is taken.
    private readonly HandOvers _handOvers = new(sweeps, silence / 2, clock, meter.Engine.HandedOver);
    private HashSet<SweepOwnership> _owned = [];
    private long _announcedAt = long.MinValue;
    private bool _areWakeUpsBroken;

    public string Name => inner.Name;

    public IActorHost Actors => inner.Actors;

    public EngineState State => inner.State;

    /// <summary>Whether this node is a member and is woken when something changes.</summary>
    public bool IsUp => Trouble is null;

    /// <summary>Why this node cannot take part in its cluster, as a sentence; null while it can.</summary>
    public string? Trouble => inner.State.Standing switch
    {
        EngineStanding.Minority => "The net between the nodes is cut, and this node is in the half that gives way.",
        EngineStanding.Outside => "The node is not a member of its cluster: it has not joined yet, has left, or was put out.",
        _ when Interlocked.Read(ref _announcedAt) is var at && (at == long.MinValue || clock.GetElapsedTime(at) >= silence) =>
            "The node is not a member of its cluster: its heartbeats do not arrive.",
        _ when Volatile.Read(ref _areWakeUpsBroken) => "The node is not a member of its cluster: nothing wakes it.",
        _ => null,
    };

    public async Task AnnounceAsync(NodeDescription self, CancellationToken cancellation)
    {
        try
        {
            await inner.AnnounceAsync(self, cancellation).ConfigureAwait(false);
            Interlocked.Exchange(ref _announcedAt, clock.GetTimestamp());
        }
        catch (StoreException)
        {
            Interlocked.Exchange(ref _announcedAt, long.MinValue);
            throw;
        }

        try
        {
            await _handOvers.LookAsync(inner.State.Heard, cancellation).ConfigureAwait(false);
        }
        catch (StoreException)
        {
            // Only a measurement: it is tried again with the next heartbeat.
        }
    }

    public async Task LeaveAsync(string node, CancellationToken cancellation)
    {
        Interlocked.Exchange(ref _announcedAt, long.MinValue);
        await inner.LeaveAsync(node, cancellation).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<SweepOwnership>> PlaceAsync(string node, CancellationToken cancellation)
    {
        var placed = await inner.PlaceAsync(node, cancellation).ConfigureAwait(false);
        var before = Interlocked.Exchange(ref _owned, [.. placed]);

        // The first owner of a sweep has the first fence.
        var taken = placed.Where(sweep => sweep.Fence > 1 && !before.Contains(sweep)).ToArray();
        meter.Engine.TookOver(taken.Length);
        foreach (var sweep in taken)
        {
            _handOvers.TookOver(sweep.Sweep);
        }

        meter.Dropped(placed.Select(sweep => sweep.Sweep));
        return placed;
    }

    /// <summary>Learns what happens to a sweep that this node coordinates.</summary>
    public void Hear(SweepId sweep, SweepNews news) => _handOvers.Hear(sweep, news);

    public long ChangesHeard(StoreTopic topic) => inner.ChangesHeard(topic);

    public async Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation)
    {
        try
        {
            await inner.WaitForChangeAsync(topic, heard, atMost, cancellation).ConfigureAwait(false);
            Volatile.Write(ref _areWakeUpsBroken, false);
        }
        catch (StoreException)
        {
            Volatile.Write(ref _areWakeUpsBroken, true);
            throw;
        }
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
