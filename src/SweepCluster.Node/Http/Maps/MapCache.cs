using SweepCluster.Node.Http.Events;
using SweepCluster.Node.StoredSweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Node.Http.Maps;

/// <summary>
/// The maps that were asked for last. One map is put together at a time, whoever asks, and none twice; while a sweep
/// runs, looks at it get the last map there is and the next one is made meanwhile.
/// </summary>
public sealed class MapCache(ISweepStore store, TimeProvider clock, CancellationToken stopping)
{
    private const int MostMaps = 8;

    // A large map takes seconds of a core: while its sweep runs, a fiftieth of one goes into looking at it.
    private const int RestPerWork = 49;

    // Nobody sees more, however small the map: all who look ask for each one.
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<CachedMap> _recent = [];
    private Task _assembling = Task.CompletedTask;

    /// <summary>The map of everything that is committed now.</summary>
    public async Task<VersionedMap> LatestAsync(StoredSweep sweep, CancellationToken cancellation)
    {
        var counts = await store.Results.CountAsync(sweep.Id, cancellation).ConfigureAwait(false);
        return await Start(sweep, counts, exact: true).Wanted.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>The last map that is ready; of a sweep that does not run, or that has none yet, the latest.</summary>
    public async Task<VersionedMap> RecentAsync(StoredSweep sweep, CancellationToken cancellation) =>
        await RecentAsync(sweep, await store.Results.CountAsync(sweep.Id, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);

    /// <summary>As <see cref="RecentAsync(StoredSweep, CancellationToken)"/>, of a sweep as it was a moment ago.</summary>
    internal Task<VersionedMap> RecentAsync(Standing standing, CancellationToken cancellation) => RecentAsync(standing.Sweep, standing.Counts, cancellation);

    /// <summary>The version of the last map that is ready, where one is. A newer one is begun where it is due.</summary>
    internal string? NewestVersion(Standing standing)
    {
        var (ready, wanted) = Start(standing.Sweep, standing.Counts, exact: standing.Sweep.State != SweepState.Running);
        return wanted.IsCompletedSuccessfully ? wanted.Result.Version : ready?.Version;
    }

    private Task<VersionedMap> RecentAsync(StoredSweep sweep, SweepCounts counts, CancellationToken cancellation)
    {
        var (ready, wanted) = Start(sweep, counts, exact: sweep.State != SweepState.Running);
        return ready is not null && sweep.State == SweepState.Running && !wanted.IsCompletedSuccessfully
            ? Task.FromResult(ready)
            : wanted.WaitAsync(cancellation);
    }

    private (VersionedMap? Ready, Task<VersionedMap> Wanted) Start(StoredSweep sweep, SweepCounts counts, bool exact)
    {
        var version = $"{sweep.Revision}-{counts.Finished}-{counts.Failed}";
        lock (_lock)
        {
            var cached = _recent.FirstOrDefault(map => map.Sweep == sweep.Id);
            if (cached is not null)
            {
                _recent.Remove(cached);
            }

            var sameFile = cached?.Revision == sweep.Revision;
            var isOnItsWay = cached is { Newest.IsCompleted: false } && sameFile && !exact;
            var isFresh = cached?.Newest is { IsCompletedSuccessfully: true, Result: var last } && sameFile && !exact && clock.GetTimestamp() < last.FreshUntil;
            var isGood = cached is { Newest: { IsFaulted: false, IsCanceled: false } } && cached.Version == version;
            if (cached is null || !(isGood || isOnItsWay || isFresh))
            {
                var ready = cached?.Newest is { IsCompletedSuccessfully: true } done ? done.Result : cached?.Ready;
                var known = cached?.Known ?? new KnownResults(sweep.Id);
                cached = new CachedMap(sweep.Id, sweep.Revision, version, known, sameFile ? ready : null, AssembleAfter(_assembling, sweep, version, known));
                _assembling = cached.Newest;
            }

            _recent.AddFirst(cached);
            if (_recent.Count > MostMaps)
            {
                _recent.RemoveLast();
            }

            return (cached.Ready, cached.Newest);
        }
    }

    // On no request's behalf: one that gives up must not take the map from the others that wait for it.
    private Task<VersionedMap> AssembleAfter(Task before, StoredSweep sweep, string version, KnownResults known) => Task.Run(async () =>
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.ThrowIfCancellationRequested();
        var started = clock.GetTimestamp();
        var view = await StoredSweepView.ReadAsync(store, sweep, known, stopping).ConfigureAwait(false);
        if (sweep.State != SweepState.Running)
        {
            known.Forget();
        }

        var rest = Math.Max(ShortestRest.TotalSeconds, clock.GetElapsedTime(started).TotalSeconds * RestPerWork);
        return new VersionedMap(version, view) { FreshUntil = clock.GetTimestamp() + (long)(rest * clock.TimestampFrequency) };
    });
}
