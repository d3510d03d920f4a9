using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Events;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Results;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Node.Tests.StoredSweeps;

/// <summary>A store that counts how often all results of a sweep are read.</summary>
internal sealed class FullReads(ISweepStore store) : ISweepStore, IResultArchive
{
    public static FullReads Of(ISweepStore store) => new(store);

    public int Count { get; private set; }

    public ISweepCatalogue Sweeps => store.Sweeps;

    public IChunkQueue Chunks => store.Chunks;

    public IResultArchive Results => this;

    public INodeRegistry Nodes => store.Nodes;

    public IEventLog Events => store.Events;

    public IAsyncEnumerable<TrialResult> ReadAsync(SweepId sweep, CancellationToken cancellation)
    {
        Count++;
        return store.Results.ReadAsync(sweep, cancellation);
    }

    public Task<int> AddAsync(SweepId sweep, IReadOnlyCollection<TrialResult> results, CancellationToken cancellation) => store.Results.AddAsync(sweep, results, cancellation);

    public Task<IReadOnlyList<TrialResult>> FindAsync(SweepId sweep, IReadOnlyCollection<TrialId> trials, CancellationToken cancellation) =>
        store.Results.FindAsync(sweep, trials, cancellation);

    public Task<IReadOnlyList<TrialFailure>> FailuresAsync(SweepId sweep, CancellationToken cancellation) => store.Results.FailuresAsync(sweep, cancellation);

    public Task<int> RetryAsync(SweepId sweep, IReadOnlyCollection<TrialId> trials, CancellationToken cancellation) => store.Results.RetryAsync(sweep, trials, cancellation);

    public Task<SweepCounts> CountAsync(SweepId sweep, CancellationToken cancellation) => store.Results.CountAsync(sweep, cancellation);

    public long ChangesHeard(StoreTopic topic) => store.ChangesHeard(topic);

    public Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation) =>
        store.WaitForChangeAsync(topic, heard, atMost, cancellation);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
