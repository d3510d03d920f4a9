using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Measuring;

/// <summary>Measures the calls of the store that it wraps.</summary>
internal sealed class MeasuredSweepCatalogue(ISweepCatalogue inner, StoreMeter meter) : ISweepCatalogue
{
    public Task<bool> CreateAsync(StoredSweep sweep, CancellationToken cancellation) =>
        meter.MeasureAsync("sweeps.create", () => inner.CreateAsync(sweep, cancellation));

    public Task<IReadOnlyList<StoredSweep>> ListAsync(CancellationToken cancellation) =>
        meter.MeasureAsync("sweeps.list", () => inner.ListAsync(cancellation));

    public Task<StoredSweep?> FindAsync(SweepId sweep, CancellationToken cancellation) =>
        meter.MeasureAsync("sweeps.find", () => inner.FindAsync(sweep, cancellation));

    public Task<bool> MoveAsync(SweepId sweep, IReadOnlyCollection<SweepState> from, SweepState to, CancellationToken cancellation) =>
        meter.MeasureAsync("sweeps.move", () => inner.MoveAsync(sweep, from, to, cancellation));

    public Task<bool> FinishAsync(SweepOwnership owner, long revision, CancellationToken cancellation) =>
        meter.MeasureAsync("sweeps.finish", () => inner.FinishAsync(owner, revision, cancellation));

    public Task<bool> ReviseAsync(SweepId sweep, long expectedRevision, string resolvedFile, int priority, CancellationToken cancellation) =>
        meter.MeasureAsync("sweeps.revise", () => inner.ReviseAsync(sweep, expectedRevision, resolvedFile, priority, cancellation));

    public Task<IReadOnlyList<SweepOwnership>> OwnAsync(string node, TimeSpan duration, int most, CancellationToken cancellation) =>
        meter.MeasureAsync("sweeps.own", () => inner.OwnAsync(node, duration, most, cancellation));

    public Task<SweepOwnership?> ClaimAsync(SweepId sweep, string node, TimeSpan duration, CancellationToken cancellation) =>
        meter.MeasureAsync("sweeps.claim", () => inner.ClaimAsync(sweep, node, duration, cancellation));

    public Task<IReadOnlyList<SweepId>> RunningAsync(CancellationToken cancellation) =>
        meter.MeasureAsync("sweeps.running", () => inner.RunningAsync(cancellation));

    public Task<IReadOnlyList<SweepId>> OwnedAsync(string node, CancellationToken cancellation) =>
        meter.MeasureAsync("sweeps.owned", () => inner.OwnedAsync(node, cancellation));

    public Task DisownAsync(string node, CancellationToken cancellation) =>
        meter.MeasureAsync("sweeps.disown", () => inner.DisownAsync(node, cancellation));
}
