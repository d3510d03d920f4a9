using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Akka.WakeUps;

/// <summary>A queue that says what was changed through it.</summary>
internal sealed class AnnouncingChunks(IChunkQueue inner, Action<StoreTopic> announce) : IChunkQueue
{
    public async Task<bool> ReleaseAsync(SweepOwnership owner, IReadOnlyCollection<Chunk> chunks, CancellationToken cancellation) =>
        Said(await inner.ReleaseAsync(owner, chunks, cancellation).ConfigureAwait(false), StoreTopic.Chunks);

    public Task<(IReadOnlyList<ChunkStatus> Chunks, long LastNumber)> UnsettledAsync(SweepId sweep, CancellationToken cancellation) => inner.UnsettledAsync(sweep, cancellation);

    public Task<IReadOnlyList<Lease>> LeaseAsync(LeaseRequest request, CancellationToken cancellation) => inner.LeaseAsync(request, cancellation);

    public Task<IReadOnlyList<LeaseId>> RenewAsync(IReadOnlyCollection<LeaseId> leases, TimeSpan duration, CancellationToken cancellation) =>
        inner.RenewAsync(leases, duration, cancellation);

    public async Task<Completion> CompleteAsync(LeaseId lease, IReadOnlyCollection<TrialResult> results, CancellationToken cancellation) =>
        Said(await inner.CompleteAsync(lease, results, cancellation).ConfigureAwait(false), StoreTopic.Results);

    public async Task HandBackAsync(LeaseId lease, IReadOnlyCollection<TrialResult> finished, CancellationToken cancellation)
    {
        await inner.HandBackAsync(lease, finished, cancellation).ConfigureAwait(false);
        announce(StoreTopic.Results);
        announce(StoreTopic.Chunks);
    }

    public async Task FailAsync(LeaseId lease, string cause, CancellationToken cancellation)
    {
        await inner.FailAsync(lease, cause, cancellation).ConfigureAwait(false);
        announce(StoreTopic.Results);
    }

    public async Task<int> ExpireAsync(SweepId sweep, CancellationToken cancellation)
    {
        var ended = await inner.ExpireAsync(sweep, cancellation).ConfigureAwait(false);
        if (ended > 0)
        {
            announce(StoreTopic.Results);
        }

        return ended;
    }

    public Task<IReadOnlyList<(long Number, ChunkState State)>> StatesAsync(SweepId sweep, long from, CancellationToken cancellation) => inner.StatesAsync(sweep, from, cancellation);

    public Task<ChunkBacklog> BacklogAsync(CancellationToken cancellation) => inner.BacklogAsync(cancellation);

    public Task<IReadOnlyList<SettledChunk>> SettledAsync(SweepId sweep, IReadOnlyCollection<long> numbers, CancellationToken cancellation) =>
        inner.SettledAsync(sweep, numbers, cancellation);

    public async Task<bool> ReplaceAsync(SweepOwnership owner, ChunkId failed, IReadOnlyCollection<Chunk> by, IReadOnlyCollection<TrialFailure> aside, CancellationToken cancellation) =>
        Said(await inner.ReplaceAsync(owner, failed, by, aside, cancellation).ConfigureAwait(false), StoreTopic.Chunks);

    public async Task WithdrawAsync(SweepId sweep, CancellationToken cancellation)
    {
        await inner.WithdrawAsync(sweep, cancellation).ConfigureAwait(false);
        announce(StoreTopic.Results);
    }

    private T Said<T>(T answer, StoreTopic topic)
    {
        announce(topic);
        return answer;
    }
}
