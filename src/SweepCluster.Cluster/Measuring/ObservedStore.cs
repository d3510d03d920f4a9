using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Events;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Results;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Measuring;

/// <summary>Sees sweeps and chunks go by on their way to the store that it wraps and owns, and measures and traces them.</summary>
public sealed class ObservedStore(ISweepStore inner, ClusterMeter meter, SweepTraces traces) : ISweepStore
{
    public ISweepCatalogue Sweeps { get; } = new ObservedCatalogue(inner.Sweeps, traces);

    public IChunkQueue Chunks { get; } = new ObservedChunks(inner.Chunks, meter, traces);

    public IResultArchive Results => inner.Results;

    public INodeRegistry Nodes => inner.Nodes;

    public IEventLog Events => inner.Events;

    public long ChangesHeard(StoreTopic topic) => inner.ChangesHeard(topic);

    public Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation) =>
        inner.WaitForChangeAsync(topic, heard, atMost, cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
