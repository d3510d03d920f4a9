using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Events;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Results;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Bench.ClusterRuns;

/// <summary>A worker's store whose chunks are timed.</summary>
internal sealed class TimedStore(ISweepStore store, ChunkTimes times) : ISweepStore
{
    public ISweepCatalogue Sweeps => store.Sweeps;

    public IChunkQueue Chunks { get; } = new TimedChunks(store.Chunks, times);

    public IResultArchive Results => store.Results;

    public INodeRegistry Nodes => store.Nodes;

    public IEventLog Events => store.Events;

    public long ChangesHeard(StoreTopic topic) => store.ChangesHeard(topic);

    public Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation) =>
        store.WaitForChangeAsync(topic, heard, atMost, cancellation);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
