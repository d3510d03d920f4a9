using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Measuring;

/// <summary>Traces the submission of sweeps.</summary>
internal sealed class ObservedCatalogue(ISweepCatalogue inner, SweepTraces traces) : ISweepCatalogue
{
    public async Task<bool> CreateAsync(StoredSweep sweep, CancellationToken cancellation)
    {
        using var span = traces.Submit(sweep.Id);
        return await inner.CreateAsync(sweep, cancellation).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<StoredSweep>> ListAsync(CancellationToken cancellation) => inner.ListAsync(cancellation);

    public Task<StoredSweep?> FindAsync(SweepId sweep, CancellationToken cancellation) => inner.FindAsync(sweep, cancellation);

    public Task<bool> MoveAsync(SweepId sweep, IReadOnlyCollection<SweepState> from, SweepState to, CancellationToken cancellation) =>
        inner.MoveAsync(sweep, from, to, cancellation);

    public Task<bool> FinishAsync(SweepOwnership owner, long revision, CancellationToken cancellation) => inner.FinishAsync(owner, revision, cancellation);

    public Task<bool> ReviseAsync(SweepId sweep, long expectedRevision, string resolvedFile, int priority, CancellationToken cancellation) =>
        inner.ReviseAsync(sweep, expectedRevision, resolvedFile, priority, cancellation);

    public Task<IReadOnlyList<SweepOwnership>> OwnAsync(string node, TimeSpan duration, int most, CancellationToken cancellation) =>
        inner.OwnAsync(node, duration, most, cancellation);

    public Task<SweepOwnership?> ClaimAsync(SweepId sweep, string node, TimeSpan duration, CancellationToken cancellation) =>
        inner.ClaimAsync(sweep, node, duration, cancellation);

    public Task<IReadOnlyList<SweepId>> RunningAsync(CancellationToken cancellation) => inner.RunningAsync(cancellation);

    public Task<IReadOnlyList<SweepId>> OwnedAsync(string node, CancellationToken cancellation) => inner.OwnedAsync(node, cancellation);

    public Task DisownAsync(string node, CancellationToken cancellation) => inner.DisownAsync(node, cancellation);
}
