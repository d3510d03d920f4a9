using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Events;

namespace SweepCluster.Storage.Tests.Memory;

internal sealed class MemoryEvents(int kept, Func<SweepId, bool> exists) : IEventLog
{
    private readonly Lock _gate = new();
    private readonly List<StoredEvent> _events = [];
    private long _last;

    public Task AppendAsync(StoredEvent happened, CancellationToken cancellation)
    {
        if (happened.Sweep is { } of && !exists(of))
        {
            throw new StoreException($"There is no sweep {of}.");
        }

        lock (_gate)
        {
            if (_events.Any(stored => stored with { Sequence = 0 } == happened with { Sequence = 0 }))
            {
                return Task.CompletedTask;
            }

            _events.Add(happened with { Sequence = ++_last });
            var ofSame = _events.Where(stored => stored.Sweep == happened.Sweep).ToArray();
            foreach (var old in ofSame.SkipLast(kept))
            {
                _events.Remove(old);
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<StoredEvent>> ReadAsync(SweepId? sweep, long after, int most, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<StoredEvent>>(
                [.. _events.Where(happened => happened.Sequence > after && (sweep is null || happened.Sweep == sweep)).Take(most)]);
        }
    }
}
