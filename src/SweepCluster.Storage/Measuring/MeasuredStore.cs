using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Events;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Results;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Measuring;

/// <summary>Measures every call of the store that it wraps and owns.</summary>
public sealed class MeasuredStore(ISweepStore inner, StoreMeter meter) : ISweepStore
{
    public ISweepCatalogue Sweeps { get; } = new MeasuredSweepCatalogue(inner.Sweeps, meter);

    public IChunkQueue Chunks { get; } = new MeasuredChunkQueue(inner.Chunks, meter);

    public IResultArchive Results { get; } = new MeasuredResultArchive(inner.Results, meter);

    public INodeRegistry Nodes { get; } = new MeasuredNodeRegistry(inner.Nodes, meter);

    public IEventLog Events { get; } = new MeasuredEventLog(inner.Events, meter);

    public long ChangesHeard(StoreTopic topic) => inner.ChangesHeard(topic);

    // Waiting is no work of the store's.
    public Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation) =>
        inner.WaitForChangeAsync(topic, heard, atMost, cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
