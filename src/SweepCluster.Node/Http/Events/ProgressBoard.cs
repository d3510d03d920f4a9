using System.Collections.Concurrent;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Http.Documents;
using SweepCluster.Storage;

namespace SweepCluster.Node.Http.Events;

/// <summary>How far sweeps are, read from the store at most twice a second a sweep, however many listeners there are.</summary>
internal sealed class ProgressBoard(ISweepStore store, TimeProvider clock)
{
    private const int MostSweeps = 1000;

    private static readonly TimeSpan GoodFor = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<SweepId, (long At, SweepDocument? Sweep)> _told = [];

    /// <summary>The sweep as it was within the last half second; null where it is not there.</summary>
    public async Task<SweepDocument?> OfAsync(SweepId sweep, CancellationToken cancellation)
    {
        if (_told.TryGetValue(sweep, out var told) && clock.GetElapsedTime(told.At) < GoodFor)
        {
            return told.Sweep;
        }

        if (_told.Count >= MostSweeps)
        {
            _told.Clear();
        }

        // Others who ask meanwhile get the old answer, so that one question is under way at a time.
        _told[sweep] = (clock.GetTimestamp(), told.Sweep);
        var stored = await store.Sweeps.FindAsync(sweep, cancellation).ConfigureAwait(false);
        var now = stored is null ? null : SweepDocument.Of(stored, await store.Results.CountAsync(sweep, cancellation).ConfigureAwait(false));
        _told[sweep] = (clock.GetTimestamp(), now);
        return now;
    }
}
