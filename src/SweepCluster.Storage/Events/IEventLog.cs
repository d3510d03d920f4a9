using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Storage.Events;

/// <summary>Something that happened, for people.</summary>
/// <param name="Sequence">Rises with every event; 0 for one that is not stored yet.</param>
/// <param name="Sweep">Null for one that concerns the cluster.</param>
/// <param name="Kind">A word for programs: <c>submitted</c>, <c>lease-lost</c>, <c>node-joined</c>.</param>
/// <param name="Text">One sentence.</param>
/// <param name="At">To the microsecond.</param>
public sealed record StoredEvent(long Sequence, SweepId? Sweep, string Kind, string Text, DateTimeOffset At);

/// <summary>The last events, bounded: each sweep, and the cluster, keeps its newest <see cref="Kept"/>.</summary>
public interface IEventLog
{
    /// <summary>How many events of a sweep are kept.</summary>
    const int Kept = 10_000;

    /// <summary>Adds an event, unless the same one, its time included, is there already.</summary>
    /// <exception cref="StoreException">Its sweep is not there.</exception>
    Task AppendAsync(StoredEvent happened, CancellationToken cancellation);

    /// <summary>Events after a sequence, oldest first.</summary>
    /// <param name="sweep">Null for those of all sweeps and of the cluster.</param>
    Task<IReadOnlyList<StoredEvent>> ReadAsync(SweepId? sweep, long after, int most, CancellationToken cancellation);
}
