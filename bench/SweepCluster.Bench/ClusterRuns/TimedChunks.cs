using System.Collections.Concurrent;
using System.Diagnostics;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Bench.ClusterRuns;

/// <summary>How long chunks take, all nodes together.</summary>
internal sealed class ChunkTimes
{
    public Latencies Lease { get; } = new();

    public Latencies Complete { get; } = new();

    /// <summary>From the lease's arrival at its worker until the store has the results.</summary>
    public Latencies LeaseToDurable { get; } = new();

    public object Summary() => new { Lease = Lease.Summary(), Complete = Complete.Summary(), LeaseToDurable = LeaseToDurable.Summary() };
}

/// <summary>The queue of a store, timed.</summary>
internal sealed class TimedChunks(IChunkQueue queue, ChunkTimes times) : IChunkQueue
{
    private readonly ConcurrentDictionary<LeaseId, long> _leased = [];

    public async Task<IReadOnlyList<Lease>> LeaseAsync(LeaseRequest request, CancellationToken cancellation)
    {
        var leases = await times.Lease.OfAsync(() => queue.LeaseAsync(request, cancellation));
        var now = Stopwatch.GetTimestamp();
        foreach (var lease in leases)
        {
            _leased[lease.Id] = now;
        }

        return leases;
    }

    public async Task<Completion> CompleteAsync(LeaseId lease, IReadOnlyCollection<TrialResult> results, CancellationToken cancellation)
    {
        var completion = await times.Complete.OfAsync(() => queue.CompleteAsync(lease, results, cancellation));
        if (_leased.TryRemove(lease, out var leased))
        {
            times.LeaseToDurable.Since(leased);
        }

        return completion;
    }

    public Task<bool> ReleaseAsync(SweepOwnership owner, IReadOnlyCollection<Chunk> chunks, CancellationToken cancellation) => queue.ReleaseAsync(owner, chunks, cancellation);

    public Task<(IReadOnlyList<ChunkStatus> Chunks, long LastNumber)> UnsettledAsync(SweepId sweep, CancellationToken cancellation) => queue.UnsettledAsync(sweep, cancellation);

    public Task<IReadOnlyList<LeaseId>> RenewAsync(IReadOnlyCollection<LeaseId> leases, TimeSpan duration, CancellationToken cancellation) => queue.RenewAsync(leases, duration, cancellation);

    public Task HandBackAsync(LeaseId lease, IReadOnlyCollection<TrialResult> finished, CancellationToken cancellation) => queue.HandBackAsync(lease, finished, cancellation);

    public Task FailAsync(LeaseId lease, string cause, CancellationToken cancellation) => queue.FailAsync(lease, cause, cancellation);

    public Task<int> ExpireAsync(SweepId sweep, CancellationToken cancellation) => queue.ExpireAsync(sweep, cancellation);

    public Task<IReadOnlyList<(long Number, ChunkState State)>> StatesAsync(SweepId sweep, long from, CancellationToken cancellation) => queue.StatesAsync(sweep, from, cancellation);

    public Task<IReadOnlyList<SettledChunk>> SettledAsync(SweepId sweep, IReadOnlyCollection<long> numbers, CancellationToken cancellation) => queue.SettledAsync(sweep, numbers, cancellation);

    public Task<bool> ReplaceAsync(SweepOwnership owner, ChunkId failed, IReadOnlyCollection<Chunk> by, IReadOnlyCollection<TrialFailure> aside, CancellationToken cancellation) =>
        queue.ReplaceAsync(owner, failed, by, aside, cancellation);

    public Task WithdrawAsync(SweepId sweep, CancellationToken cancellation) => queue.WithdrawAsync(sweep, cancellation);
}
