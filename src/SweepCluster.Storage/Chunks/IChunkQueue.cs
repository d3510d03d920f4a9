using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Chunks;

/// <summary>
/// Chunks from release to result. Those of running sweeps are leased by priority, then to the sweep with the fewest
/// leased trials, then by number. A lease is valid until it is ended, even past its time: by completion, hand-back,
/// failure, expiry or withdrawal.
/// </summary>
public interface IChunkQueue
{
    /// <summary>Adds chunks; one whose number is there already is left as it is.</summary>
    /// <returns>False, and nothing is added, when the ownership is not the present one.</returns>
    Task<bool> ReleaseAsync(SweepOwnership owner, IReadOnlyCollection<Chunk> chunks, CancellationToken cancellation);

    /// <summary>Open, leased and failed chunks of a sweep, and the highest number ever given (−1 for none).</summary>
    Task<(IReadOnlyList<ChunkStatus> Chunks, long LastNumber)> UnsettledAsync(SweepId sweep, CancellationToken cancellation);

    /// <summary>Leases what a worker asks for; nothing when nothing is open.</summary>
    Task<IReadOnlyList<Lease>> LeaseAsync(LeaseRequest request, CancellationToken cancellation);

    /// <summary>Extends leases.</summary>
    /// <returns>Those that are still valid; training for the others is in vain.</returns>
    Task<IReadOnlyList<LeaseId>> RenewAsync(IReadOnlyCollection<LeaseId> leases, TimeSpan duration, CancellationToken cancellation);

    /// <summary>
    /// Stores the results of a chunk and closes it, in one transaction. A trial that has a result keeps its first
    /// one. Every other lease of the chunk ends.
    /// </summary>
    /// <param name="results">One for each trial of the chunk.</param>
    /// <exception cref="ArgumentException">The lease is valid, but these are not the trials of its chunk.</exception>
    Task<Completion> CompleteAsync(LeaseId lease, IReadOnlyCollection<TrialResult> results, CancellationToken cancellation);

    /// <summary>
    /// Hands a chunk back before its end: stores what is finished of it and opens it again with the rest, without
    /// counting an attempt; one of which everything is finished is done. Nothing when the lease is not valid.
    /// </summary>
    /// <param name="finished">Results of some trials of the chunk.</param>
    Task HandBackAsync(LeaseId lease, IReadOnlyCollection<TrialResult> finished, CancellationToken cancellation);

    /// <summary>
    /// Reports that the machine failed a chunk, not its training. Nothing when the lease is not valid; while another
    /// device goes on with the chunk, the lease alone ends.
    /// </summary>
    Task FailAsync(LeaseId lease, string cause, CancellationToken cancellation);

    /// <summary>Ends leases of a sweep whose time has run out; a chunk left without a lease has then failed.</summary>
    /// <returns>How many leases ended.</returns>
    Task<int> ExpireAsync(SweepId sweep, CancellationToken cancellation);

    /// <summary>How every chunk of a sweep with this number or a higher one stands, by number.</summary>
    Task<IReadOnlyList<(long Number, ChunkState State)>> StatesAsync(SweepId sweep, long from, CancellationToken cancellation);

    /// <summary>Those of some chunks that are done, failed or closed.</summary>
    Task<IReadOnlyList<SettledChunk>> SettledAsync(SweepId sweep, IReadOnlyCollection<long> numbers, CancellationToken cancellation);

    /// <summary>Closes a failed chunk and, in the same transaction, adds others in its place and sets trials aside.</summary>
    /// <returns>False, and nothing changes, when the ownership is not the present one or the chunk is not failed.</returns>
    Task<bool> ReplaceAsync(SweepOwnership owner, ChunkId failed, IReadOnlyCollection<Chunk> by, IReadOnlyCollection<TrialFailure> aside, CancellationToken cancellation);

    /// <summary>Closes the open and failed chunks of a sweep, leased ones too, whose results are then refused.</summary>
    Task WithdrawAsync(SweepId sweep, CancellationToken cancellation);

    /// <summary>What waits and what is held of all running sweeps together. A store that cannot say so says that nothing is.</summary>
    Task<ChunkBacklog> BacklogAsync(CancellationToken cancellation) => Task.FromResult(default(ChunkBacklog));
}
