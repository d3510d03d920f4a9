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
    private int _asked;

    /// <summary>How often it was asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public ISweepCatalogue Sweeps => throw Fail();

    public IChunkQueue Chunks => throw Fail();

    public IResultArchive Results => throw Fail();

    public INodeRegistry Nodes => throw Fail();

    public IEventLog Events => throw Fail();

    public long ChangesHeard(StoreTopic topic) => 0;

    public Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation) => throw Fail();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Exception Fail()
    {
        Interlocked.Increment(ref _asked);
        return failure;
    }
}
