using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;

namespace SweepCluster.Node.StoredSweeps;

/// <summary>
/// The results of a sweep that is looked at again and again while it runs: only those of chunks that were completed
/// since are read. For one caller at a time.
/// </summary>
public sealed class KnownResults(SweepId sweep)
{
    private const int ChunksAtOnce = 32;

    private Dictionary<TrialId, TrialResult>? _results;

    // Of the chunks from this number on, these were read; of those before it, all.
    private long _from;
    private HashSet<long> _read = [];

    /// <summary>Every result that the store has by now, until the next call.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyDictionary<TrialId, TrialResult>> ReadNewAsync(ISweepStore store, CancellationToken cancellation)
    {
        var counts = await store.Results.CountAsync(sweep, cancellation).ConfigureAwait(false);
        var states = await store.Chunks.StatesAsync(sweep, _from, cancellation).ConfigureAwait(false);
        if (_results is not null)
        {
            await ReadChunksAsync(store, _results, [.. states.Where(chunk => chunk.State == ChunkState.Done && !_read.Contains(chunk.Number)).Select(chunk => chunk.Number)], cancellation)
                .ConfigureAwait(false);
        }

        // Results may also come in without a completed chunk: taken over from a parent, or of a chunk handed back in part.
        if (_results is null || _results.Count < counts.Finished)
        {
            _results = await store.Results.ReadAsync(sweep, cancellation).ToDictionaryAsync(result => result.Trial, cancellationToken: cancellation).ConfigureAwait(false);
        }

        Remember(states);
        return _results;
    }

    /// <summary>Frees the memory; the next call reads everything.</summary>
    public void Forget() => (_results, _from, _read) = (null, 0, []);

    private async Task ReadChunksAsync(ISweepStore store, Dictionary<TrialId, TrialResult> results, long[] numbers, CancellationToken cancellation)
    {
        foreach (var some in numbers.Chunk(ChunksAtOnce))
        {
            foreach (var settled in await store.Chunks.SettledAsync(sweep, some, cancellation).ConfigureAwait(false))
            {
                foreach (var result in settled.Results)
                {
                    results[result.Trial] = result;
                }
            }
        }
    }

    private void Remember(IReadOnlyList<(long Number, ChunkState State)> states)
    {
        var firstOpen = states.FirstOrDefault(chunk => !IsOver(chunk.State), (Number: states.Count > 0 ? states[^1].Number + 1 : _from, default));
        _from = firstOpen.Number;
        _read = [.. states.Where(chunk => chunk.Number >= _from && chunk.State == ChunkState.Done).Select(chunk => chunk.Number)];
    }

    private static bool IsOver(ChunkState state) => state is ChunkState.Done or ChunkState.Closed;
}
