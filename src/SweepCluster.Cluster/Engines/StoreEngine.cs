using SweepCluster.Storage;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Engines;

/// <summary>Membership and placement as rows of the store, wake-ups as it sends them: needs nothing else.</summary>
/// <param name="ownership">
/// How long a coordinator owns a sweep without a word: the time after which another takes over when it dies.
/// </param>
public sealed class StoreEngine(ISweepStore store, TimeSpan ownership) : IEngine
{
    /// <summary>More sweeps wait until one of these ends.</summary>
    private const int MostSweeps = 64;

    /// <summary>Announcements between two looks for nodes to forget.</summary>
    private const long ForgetEvery = 60;

    private static readonly TimeSpan ForgetAfter = TimeSpan.FromMinutes(10);

    private long _announced;

    public string Name => "store";

    public async Task AnnounceAsync(NodeDescription self, CancellationToken cancellation)
    {
        await store.Nodes.HeartbeatAsync(self, cancellation).ConfigureAwait(false);
        if (_announced++ % ForgetEvery == 0)
        {
            await store.Nodes.ForgetAsync(ForgetAfter, cancellation).ConfigureAwait(false);
        }
    }

    public async Task LeaveAsync(string node, CancellationToken cancellation)
    {
        await store.Sweeps.DisownAsync(node, cancellation).ConfigureAwait(false);
        await store.Nodes.LeaveAsync(node, cancellation).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<SweepOwnership>> PlaceAsync(string node, CancellationToken cancellation) =>
        store.Sweeps.OwnAsync(node, ownership, MostSweeps, cancellation);

    public Task WaitForChangeAsync(StoreTopic topic, TimeSpan atMost, CancellationToken cancellation) =>
        store.WaitForChangeAsync(topic, atMost, cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
