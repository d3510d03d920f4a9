using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Events;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Results;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Testing;

/// <summary>A store that fails whatever it is asked.</summary>
internal sealed class FailingStore(Exception failure) : ISweepStore
{
    public ISweepCatalogue Sweeps => throw failure;

    public IChunkQueue Chunks => throw failure;

    public IResultArchive Results => throw failure;

    public INodeRegistry Nodes => throw failure;

    public IEventLog Events => throw failure;

    public long ChangesHeard(StoreTopic topic) => 0;

    public Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation) => throw failure;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
