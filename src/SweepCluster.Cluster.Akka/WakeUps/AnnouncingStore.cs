using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Events;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Results;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Akka.WakeUps;

/// <summary>A store that says to every node what was changed through it.</summary>
/// <param name="announce">Tells the cluster; must return at once.</param>
internal sealed class AnnouncingStore(ISweepStore inner, Action<StoreTopic> announce) : ISweepStore
{
    public ISweepCatalogue Sweeps { get; } = new AnnouncingSweeps(inner.Sweeps, announce);

    public IChunkQueue Chunks { get; } = new AnnouncingChunks(inner.Chunks, announce);

    public IResultArchive Results => inner.Results;

    public INodeRegistry Nodes => inner.Nodes;

    public IEventLog Events => inner.Events;

    public long ChangesHeard(StoreTopic topic) => inner.ChangesHeard(topic);

    public Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation) =>
        inner.WaitForChangeAsync(topic, heard, atMost, cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
