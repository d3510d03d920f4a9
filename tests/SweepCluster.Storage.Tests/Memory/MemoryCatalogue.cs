using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Tests.Memory;

internal sealed class MemoryCatalogue(MemoryStore store) : ISweepCatalogue
{
    public Task<bool> CreateAsync(StoredSweep sweep, CancellationToken cancellation) => Locked(() => store.All.TryAdd(sweep.Id, new MemorySweep(sweep)));

    public Task<IReadOnlyList<StoredSweep>> ListAsync(CancellationToken cancellation) => Locked<IReadOnlyList<StoredSweep>>(
        () => [.. store.All.Values.Select(sweep => sweep.Stored).OrderBy(sweep => sweep.CreatedAt).ThenBy(sweep => sweep.Id.Text, StringComparer.Ordinal)]);

    public Task<StoredSweep?> FindAsync(SweepId sweep, CancellationToken cancellation) => Locked(() => store.All.GetValueOrDefault(sweep)?.Stored);

    public Task<bool> MoveAsync(SweepId sweep, IReadOnlyCollection<SweepState> from, SweepState to, CancellationToken cancellation) => Locked(() =>
    {
        if (store.All.GetValueOrDefault(sweep) is not { } found || !from.Contains(found.Stored.State))
        {
            return false;
        }

        Move(found, to);
        return true;
    });

    public Task<bool> FinishAsync(SweepOwnership owner, long revision, CancellationToken cancellation) => Locked(() =>
    {
        if (store.Owned(owner) is not { Stored.State: SweepState.Running } sweep || sweep.Stored.Revision != revision)
        {
            return false;
        }

        Move(sweep, SweepState.Finished);
        return true;
    });

    public Task<bool> ReviseAsync(SweepId sweep, long expectedRevision, string resolvedFile, int priority, CancellationToken cancellation) => Locked(() =>
    {
        if (store.All.GetValueOrDefault(sweep) is not { } found || found.Stored.Revision != expectedRevision)
        {
            return false;
        }

        var state = found.Stored.State is SweepState.Paused ? SweepState.Paused : SweepState.Running;
        found.Stored = found.Stored with { ResolvedFile = resolvedFile, Priority = priority, Revision = expectedRevision + 1, State = state, EndedAt = null };
        return true;
    });

    public Task<IReadOnlyList<SweepOwnership>> OwnAsync(string node, TimeSpan duration, int most, CancellationToken cancellation) => Locked<IReadOnlyList<SweepOwnership>>(() =>
    {
        var owned = store.All.Values.Where(sweep => sweep.Owner == node).ToList();
        var free = store.All.Values
            .Where(sweep => sweep.Stored.State == SweepState.Running && sweep.Owner != node && (sweep.Owner is null || sweep.OwnedUntil <= store.Now))
            .OrderBy(sweep => sweep.Stored.CreatedAt)
            .Take(Math.Max(0, most - owned.Count))
            .ToArray();
        foreach (var sweep in free)
        {
            (sweep.Owner, sweep.OwnerFence) = (node, sweep.OwnerFence + 1);
            owned.Add(sweep);
        }

        owned.ForEach(sweep => sweep.OwnedUntil = store.Now + duration);
        return [.. owned.OrderBy(sweep => sweep.Stored.CreatedAt).Select(sweep => new SweepOwnership(sweep.Stored.Id, sweep.OwnerFence))];
    });

    public Task<SweepOwnership?> ClaimAsync(SweepId sweep, string node, TimeSpan duration, CancellationToken cancellation) => Locked(() =>
    {
        if (!store.All.TryGetValue(sweep, out var known) || (known.Stored.State != SweepState.Running && known.Owner != node))
        {
            return null;
        }

        (known.Owner, known.OwnerFence, known.OwnedUntil) = (node, known.OwnerFence + (known.Owner == node ? 0 : 1), store.Now + duration);
        return new SweepOwnership(sweep, known.OwnerFence);
    });

    public Task<IReadOnlyList<SweepId>> RunningAsync(CancellationToken cancellation) => Locked<IReadOnlyList<SweepId>>(() =>
        [.. store.All.Values.Where(sweep => sweep.Stored.State == SweepState.Running).OrderBy(sweep => sweep.Stored.CreatedAt).Select(sweep => sweep.Stored.Id)]);

    public Task<IReadOnlyList<SweepId>> OwnedAsync(string node, CancellationToken cancellation) => Locked<IReadOnlyList<SweepId>>(() =>
        [.. store.All.Values.Where(sweep => sweep.Owner == node && sweep.Stored.State == SweepState.Running).OrderBy(sweep => sweep.Stored.CreatedAt).Select(sweep => sweep.Stored.Id)]);

    public Task DisownAsync(string node, CancellationToken cancellation) => Locked(() =>
    {
        foreach (var sweep in store.All.Values.Where(sweep => sweep.Owner == node))
        {
            sweep.Owner = null;
        }

        return true;
    });

    private void Move(MemorySweep sweep, SweepState to)
    {
        if (sweep.Stored.State != to)
        {
            var hasEnded = to is SweepState.Cancelled or SweepState.Finished;
            sweep.Stored = sweep.Stored with { State = to, Revision = sweep.Stored.Revision + 1, EndedAt = hasEnded ? store.Now : null };
            sweep.Owner = hasEnded ? null : sweep.Owner;
        }
    }

    private Task<TResult> Locked<TResult>(Func<TResult> work)
    {
        lock (store.Gate)
        {
            return Task.FromResult(work());
        }
    }
}
