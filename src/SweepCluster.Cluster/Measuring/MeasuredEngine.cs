using SweepCluster.Cluster.Actors;
using SweepCluster.Cluster.Engines;
using SweepCluster.Storage;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Measuring;

/// <summary>Knows whether the engine that it wraps and owns works, and counts what changes hands.</summary>
/// <param name="silence">Without a heartbeat for this long, the engine counts as down.</param>
public sealed class MeasuredEngine(IEngine inner, ClusterMeter meter, TimeSpan silence, TimeProvider clock) : IEngine
{
    private HashSet<SweepOwnership> _owned = [];
    private long _announcedAt = long.MinValue;
    private bool _areWakeUpsBroken;

    public string Name => inner.Name;

    public IActorHost Actors => inner.Actors;

    /// <summary>Whether this node is a member and is woken when something changes.</summary>
    public bool IsUp => Interlocked.Read(ref _announcedAt) is var at && at != long.MinValue && clock.GetElapsedTime(at) < silence && !Volatile.Read(ref _areWakeUpsBroken);

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
        if (placed.Count(sweep => sweep.Fence > 1 && !before.Contains(sweep)) is > 0 and var taken)
        {
            meter.TookOver(taken);
        }

        meter.Dropped(placed.Select(sweep => sweep.Sweep));
        return placed;
    }

    public async Task WaitForChangeAsync(StoreTopic topic, TimeSpan atMost, CancellationToken cancellation)
    {
        try
        {
            await inner.WaitForChangeAsync(topic, atMost, cancellation).ConfigureAwait(false);
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
