using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;

namespace SweepCluster.Node.Http.Events;

/// <summary>How sweeps stand, read from the store at most twice a second a sweep, however many look.</summary>
internal sealed class StandingBoard(ISweepStore store, TimeProvider clock)
{
    private const int MostSweeps = 1000;

    private static readonly TimeSpan GoodFor = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly Dictionary<SweepId, (long At, Task<Standing?> Reading)> _readings = [];

    /// <summary>
    /// The sweep as it was within the last half second; null where it is not there. The same object as long as nothing
    /// has changed.
    /// </summary>
    public Task<Standing?> OfAsync(SweepId sweep, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var isKnown = _readings.TryGetValue(sweep, out var last);
            if (!isKnown || (last.Reading.IsCompleted && (!last.Reading.IsCompletedSuccessfully || clock.GetElapsedTime(last.At) >= GoodFor)))
            {
                if (_readings.Count >= MostSweeps)
                {
                    _readings.Clear();
                }

                var before = isKnown && last.Reading.IsCompletedSuccessfully ? last.Reading.Result : null;
                _readings[sweep] = last = (clock.GetTimestamp(), ReadAsync(sweep, before));
            }

            return last.Reading.WaitAsync(cancellation);
        }
    }

    // On no caller's behalf: one that leaves must not take the answer from the others.
    private Task<Standing?> ReadAsync(SweepId sweep, Standing? last) => Task.Run(async () =>
    {
        if (await store.Sweeps.FindAsync(sweep, CancellationToken.None).ConfigureAwait(false) is not { } stored)
        {
            return null;
        }

        var now = new Standing(stored, await store.Results.CountAsync(sweep, CancellationToken.None).ConfigureAwait(false));
        return now.TellsTheSameAs(last) ? last : now;
    });
}
