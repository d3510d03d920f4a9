using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Results;

namespace SweepCluster.Storage.Tests.Memory;

internal sealed class MemoryResults(MemoryStore store) : IResultArchive
{
    public Task<int> AddAsync(SweepId sweep, IReadOnlyCollection<TrialResult> results, CancellationToken cancellation) =>
        Locked(() => store.Add(store.Sweep(sweep), null, results));

    public IAsyncEnumerable<TrialResult> ReadAsync(SweepId sweep, CancellationToken cancellation)
    {
        lock (store.Gate)
        {
            return (store.All.GetValueOrDefault(sweep)?.Results.Values.ToArray() ?? []).ToAsyncEnumerable();
        }
    }

    public Task<IReadOnlyList<TrialResult>> FindAsync(SweepId sweep, IReadOnlyCollection<TrialId> trials, CancellationToken cancellation) => Locked<IReadOnlyList<TrialResult>>(() =>
    {
        var results = store.Sweep(sweep).Results;
        return [.. trials.Where(results.ContainsKey).Select(trial => results[trial])];
    });

    public Task<IReadOnlyList<TrialFailure>> FailuresAsync(SweepId sweep, CancellationToken cancellation) =>
        Locked<IReadOnlyList<TrialFailure>>(() => [.. store.Sweep(sweep).Failures.Values]);

    public Task<int> RetryAsync(SweepId sweep, IReadOnlyCollection<TrialId> trials, CancellationToken cancellation) => Locked(() =>
    {
        var found = store.Sweep(sweep);
        var removed = trials.Count(found.Failures.Remove);
        found.Stored = found.Stored with { Revision = found.Stored.Revision + (removed > 0 ? 1 : 0) };
        return removed;
    });

    public Task<SweepCounts> CountAsync(SweepId sweep, CancellationToken cancellation) => Locked(() =>
    {
        var found = store.Sweep(sweep);
        var open = found.Chunks.Values.Where(chunk => chunk.State == ChunkState.Open).ToArray();
        var leased = found.Chunks.Values.Where(chunk => chunk.State == ChunkState.Leased).ToArray();
        return new SweepCounts(
            found.Results.Count,
            found.Failures.Count,
            open.Sum(chunk => chunk.Chunk.Trials.Length),
            leased.Sum(chunk => chunk.Chunk.Trials.Length),
            open.Length,
            leased.Length);
    });

    private Task<TResult> Locked<TResult>(Func<TResult> work)
    {
        lock (store.Gate)
        {
            return Task.FromResult(work());
        }
    }
}
