using System.Collections.Concurrent;
using System.Diagnostics;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Measuring;

/// <summary>Measures and traces chunks from release to commit. Remembers the leases of this node, and no others.</summary>
internal sealed class ObservedChunks(IChunkQueue inner, ClusterMeter meter, SweepTraces traces) : IChunkQueue
{
    private readonly ConcurrentDictionary<LeaseId, Held> _held = [];

    public async Task<bool> ReleaseAsync(SweepOwnership owner, IReadOnlyCollection<Chunk> chunks, CancellationToken cancellation)
    {
        var began = traces.Now;
        var isReleased = await inner.ReleaseAsync(owner, chunks, cancellation).ConfigureAwait(false);
        if (isReleased)
        {
            traces.Planned(chunks, began);
        }

        return isReleased;
    }

    public async Task<IReadOnlyList<Lease>> LeaseAsync(LeaseRequest request, CancellationToken cancellation)
    {
        var began = traces.Now;
        var leases = await inner.LeaseAsync(request, cancellation).ConfigureAwait(false);
        foreach (var lease in leases)
        {
            _held[lease.Id] = new Held(request.Device, Stopwatch.GetTimestamp());
        }

        traces.Leased(request, leases, began);
        return leases;
    }

    public Task<IReadOnlyList<LeaseId>> RenewAsync(IReadOnlyCollection<LeaseId> leases, TimeSpan duration, CancellationToken cancellation) =>
        inner.RenewAsync(leases, duration, cancellation);

    public async Task<Completion> CompleteAsync(LeaseId lease, IReadOnlyCollection<TrialResult> results, CancellationToken cancellation)
    {
        using var span = traces.Commit(lease);
        var completion = await inner.CompleteAsync(lease, results, cancellation).ConfigureAwait(false);
        span?.SetTag("sweep.completion", completion.ToString().ToLowerInvariant());
        var isHeld = Forget(lease, out var held);
        if (completion == Completion.Refused)
        {
            meter.LeaseLost();
        }
        else if (isHeld)
        {
            meter.ChunkCommitted(held.Device, Stopwatch.GetElapsedTime(held.Since));
        }

        return completion;
    }

    public async Task HandBackAsync(LeaseId lease, IReadOnlyCollection<TrialResult> finished, CancellationToken cancellation)
    {
        await inner.HandBackAsync(lease, finished, cancellation).ConfigureAwait(false);
        Forget(lease, out _);
    }

    public async Task FailAsync(LeaseId lease, string cause, CancellationToken cancellation)
    {
        await inner.FailAsync(lease, cause, cancellation).ConfigureAwait(false);
        Forget(lease, out _);
    }

    public async Task<int> ExpireAsync(SweepId sweep, CancellationToken cancellation)
    {
        var expired = await inner.ExpireAsync(sweep, cancellation).ConfigureAwait(false);
        if (expired > 0)
        {
            meter.LeaseLost(expired);
        }

        return expired;
    }

    public async Task<bool> ReplaceAsync(SweepOwnership owner, ChunkId failed, IReadOnlyCollection<Chunk> by, IReadOnlyCollection<TrialFailure> aside, CancellationToken cancellation)
    {
        var isReplaced = await inner.ReplaceAsync(owner, failed, by, aside, cancellation).ConfigureAwait(false);
        if (isReplaced)
        {
            meter.ChunkFailed(by.Sum(chunk => chunk.Trials.Length) + aside.Count, by.Count, by.FirstOrDefault()?.Cause ?? aside.FirstOrDefault()?.Cause);
        }

        return isReplaced;
    }

    public Task<(IReadOnlyList<ChunkStatus> Chunks, long LastNumber)> UnsettledAsync(SweepId sweep, CancellationToken cancellation) => inner.UnsettledAsync(sweep, cancellation);

    public Task<IReadOnlyList<(long Number, ChunkState State)>> StatesAsync(SweepId sweep, long from, CancellationToken cancellation) => inner.StatesAsync(sweep, from, cancellation);

    public Task<IReadOnlyList<SettledChunk>> SettledAsync(SweepId sweep, IReadOnlyCollection<long> numbers, CancellationToken cancellation) =>
        inner.SettledAsync(sweep, numbers, cancellation);

    public Task WithdrawAsync(SweepId sweep, CancellationToken cancellation) => inner.WithdrawAsync(sweep, cancellation);

    public Task<ChunkBacklog> BacklogAsync(CancellationToken cancellation) => inner.BacklogAsync(cancellation);

    private bool Forget(LeaseId lease, out Held held)
    {
        traces.Ended(lease);
        return _held.TryRemove(lease, out held);
    }

    private readonly record struct Held(string Device, long Since);
}
