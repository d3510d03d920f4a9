using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Akka.WakeUps;

/// <summary>A catalogue that says what was changed through it.</summary>
internal sealed class AnnouncingSweeps(ISweepCatalogue inner, Action<StoreTopic> announce) : ISweepCatalogue
{
    public Task<bool> CreateAsync(StoredSweep sweep, CancellationToken cancellation) => Announced(inner.CreateAsync(sweep, cancellation), StoreTopic.Sweeps);

    public Task<IReadOnlyList<StoredSweep>> ListAsync(CancellationToken cancellation) => inner.ListAsync(cancellation);

    public Task<StoredSweep?> FindAsync(SweepId sweep, CancellationToken cancellation) => inner.FindAsync(sweep, cancellation);

    public Task<bool> MoveAsync(SweepId sweep, IReadOnlyCollection<SweepState> from, SweepState to, CancellationToken cancellation) =>
        Announced(inner.MoveAsync(sweep, from, to, cancellation), StoreTopic.Sweeps, StoreTopic.Chunks, StoreTopic.Results);

    public Task<bool> FinishAsync(SweepOwnership owner, long revision, CancellationToken cancellation) =>
        Announced(inner.FinishAsync(owner, revision, cancellation), StoreTopic.Sweeps);

    public Task<bool> ReviseAsync(SweepId sweep, long expectedRevision, string resolvedFile, int priority, CancellationToken cancellation) =>
        Announced(inner.ReviseAsync(sweep, expectedRevision, resolvedFile, priority, cancellation), StoreTopic.Sweeps, StoreTopic.Chunks, StoreTopic.Results);

    public Task<IReadOnlyList<SweepOwnership>> OwnAsync(string node, TimeSpan duration, int most, CancellationToken cancellation) =>
        inner.OwnAsync(node, duration, most, cancellation);

    public Task<SweepOwnership?> ClaimAsync(SweepId sweep, string node, TimeSpan duration, CancellationToken cancellation) =>
        inner.ClaimAsync(sweep, node, duration, cancellation);

    public Task<IReadOnlyList<SweepId>> RunningAsync(CancellationToken cancellation) => inner.RunningAsync(cancellation);

    public Task<IReadOnlyList<SweepId>> OwnedAsync(string node, CancellationToken cancellation) => inner.OwnedAsync(node, cancellation);

    public async Task DisownAsync(string node, CancellationToken cancellation)
    {
        await inner.DisownAsync(node, cancellation).ConfigureAwait(false);
        announce(StoreTopic.Sweeps);
    }

    private async Task<bool> Announced(Task<bool> change, params StoreTopic[] topics)
    {
        var isDone = await change.ConfigureAwait(false);
        foreach (var topic in isDone ? topics : [])
        {
            announce(topic);
        }

        return isDone;
    }
}
