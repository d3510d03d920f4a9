using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Measuring;

/// <summary>Measures the calls of the store that it wraps.</summary>
internal sealed class MeasuredChunkQueue(IChunkQueue inner, StoreMeter meter) : IChunkQueue
{
    public Task<bool> ReleaseAsync(SweepOwnership owner, IReadOnlyCollection<Chunk> chunks, CancellationToken cancellation) =>
        meter.MeasureAsync("chunks.release", () => inner.ReleaseAsync(owner, chunks, cancellation));

    public Task<(IReadOnlyList<ChunkStatus> Chunks, long LastNumber)> UnsettledAsync(SweepId sweep, CancellationToken cancellation) =>
        meter.MeasureAsync("chunks.unsettled", () => inner.UnsettledAsync(sweep, cancellation));

    public Task<IReadOnlyList<Lease>> LeaseAsync(LeaseRequest request, CancellationToken cancellation) =>
        meter.MeasureAsync("chunks.lease", () => inner.LeaseAsync(request, cancellation));

    public Task<IReadOnlyList<LeaseId>> RenewAsync(IReadOnlyCollection<LeaseId> leases, TimeSpan duration, CancellationToken cancellation) =>
        meter.MeasureAsync("chunks.renew", () => inner.RenewAsync(leases, duration, cancellation));

    public Task<Completion> CompleteAsync(LeaseId lease, IReadOnlyCollection<TrialResult> results, CancellationToken cancellation) =>
        meter.MeasureAsync("chunks.complete", () => inner.CompleteAsync(lease, results, cancellation));

    public Task HandBackAsync(LeaseId lease, IReadOnlyCollection<TrialResult> finished, CancellationToken cancellation) =>
        meter.MeasureAsync("chunks.hand-back", () => inner.HandBackAsync(lease, finished, cancellation));

    public Task FailAsync(LeaseId lease, string cause, CancellationToken cancellation) =>
        meter.MeasureAsync("chunks.fail", () => inner.FailAsync(lease, cause, cancellation));

    public Task<int> ExpireAsync(SweepId sweep, CancellationToken cancellation) =>
        meter.MeasureAsync("chunks.expire", () => inner.ExpireAsync(sweep, cancellation));

    public Task<IReadOnlyList<(long Number, ChunkState State)>> StatesAsync(SweepId sweep, long from, CancellationToken cancellation) =>
        meter.MeasureAsync("chunks.states", () => inner.StatesAsync(sweep, from, cancellation));

    public Task<IReadOnlyList<SettledChunk>> SettledAsync(SweepId sweep, IReadOnlyCollection<long> numbers, CancellationToken cancellation) =>
        meter.MeasureAsync("chunks.settled", () => inner.SettledAsync(sweep, numbers, cancellation));

    public Task<bool> ReplaceAsync(SweepOwnership owner, ChunkId failed, IReadOnlyCollection<Chunk> by, IReadOnlyCollection<TrialFailure> aside, CancellationToken cancellation) =>
        meter.MeasureAsync("chunks.replace", () => inner.ReplaceAsync(owner, failed, by, aside, cancellation));

    public Task WithdrawAsync(SweepId sweep, CancellationToken cancellation) =>
        meter.MeasureAsync("chunks.withdraw", () => inner.WithdrawAsync(sweep, cancellation));

    public Task<ChunkBacklog> BacklogAsync(CancellationToken cancellation) =>
        meter.MeasureAsync("chunks.backlog", () => inner.BacklogAsync(cancellation));
}
