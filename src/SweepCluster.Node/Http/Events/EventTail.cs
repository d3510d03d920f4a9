using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Events;

namespace SweepCluster.Node.Http.Events;

/// <summary>
/// Reads events for listeners, nearly all of whom have seen the last one: whether there is another is asked of the
/// store at most twice a second a sweep, however many listen.
/// </summary>
internal sealed class EventTail(ISweepStore store, TimeProvider clock)
{
    private const int MostSweeps = 1000;

    private static readonly TimeSpan GoodFor = TimeSpan.FromMilliseconds(500);

    // The key of those who listen to all sweeps; no sweep has it.
    private static readonly SweepId All = new("");

    private readonly Lock _lock = new();
    private readonly Dictionary<SweepId, (long Last, long At)> _ends = [];

    /// <summary>Events after a sequence, oldest first; those of the last half second may be missing.</summary>
    /// <param name="sweep">Null for those of all sweeps and of the cluster.</param>
    public async Task<IReadOnlyList<StoredEvent>> ReadAsync(SweepId? sweep, long after, int most, CancellationToken cancellation)
    {
        var key = sweep ?? All;
        lock (_lock)
        {
            if (_ends.TryGetValue(key, out var end) && end.Last == after)
            {
                if (clock.GetElapsedTime(end.At) < GoodFor)
                {
                    return [];
                }

                // Others who ask while this one reads hear of nothing new yet.
                _ends[key] = (after, clock.GetTimestamp());
            }
        }

        var events = await store.Events.ReadAsync(sweep, after, most, cancellation).ConfigureAwait(false);
        if (events.Count < most)
        {
            Remember(key, events.Count == 0 ? after : events[^1].Sequence);
        }

        return events;
    }

    private void Remember(SweepId key, long last)
    {
        lock (_lock)
        {
            if (_ends.Count >= MostSweeps)
            {
                _ends.Clear();
            }

            _ends[key] = (last, clock.GetTimestamp());
        }
    }
}
