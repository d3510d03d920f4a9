using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Postgres.Connections;
using SweepCluster.Storage.Postgres.Sweeps;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Postgres.Chunks;

internal sealed class PostgresChunkQueue(PostgresDatabase database) : IChunkQueue
{
    public Task<bool> ReleaseAsync(SweepOwnership owner, IReadOnlyCollection<Chunk> chunks, CancellationToken cancellation)
    {
        ChunkRows.ThrowUnlessOf(owner.Sweep, chunks.Select(chunk => chunk.Id));
        return database.ChangeAsync(
            async transaction =>
            {
                if (await PostgresOwnership.HoldAsync(transaction, owner).ConfigureAwait(false) is not { } key)
                {
                    return false;
                }

                await ChunkRows.AddAsync(transaction, key, chunks).ConfigureAwait(false);
                return true;
            },
            cancellation);
    }

    public async Task<(IReadOnlyList<ChunkStatus> Chunks, long LastNumber)> UnsettledAsync(SweepId sweep, CancellationToken cancellation)
    {
        // Chunks first: one that is added meanwhile then has a higher number than those returned, never a lower one.
        var chunks = await database.ReadAsync(
            $"SELECT {ChunkRows.Columns} FROM chunks c WHERE c.sweep = (SELECT key FROM sweeps WHERE id = $1) AND c.state IN (0, 1, 3) ORDER BY c.number",
            row => ChunkRows.Read(row, sweep), cancellation, sweep.Text).ConfigureAwait(false);
        var last = await database.ReadAsync(
            "SELECT coalesce(max(number), -1) FROM chunks WHERE sweep = (SELECT key FROM sweeps WHERE id = $1)",
            row => row.GetInt64(0), cancellation, sweep.Text).ConfigureAwait(false);
        return (chunks, last[0]);
    }

    public Task<IReadOnlyList<Lease>> LeaseAsync(LeaseRequest request, CancellationToken cancellation) => database.ChangeAsync(
        transaction => new ChunkLeasing(transaction, request).LeaseAsync(),
        cancellation);

    public Task<IReadOnlyList<LeaseId>> RenewAsync(IReadOnlyCollection<LeaseId> leases, TimeSpan duration, CancellationToken cancellation) => database.ChangeAsync<IReadOnlyList<LeaseId>>(
        async transaction =>
        {
            var renewed = new List<LeaseId>(leases.Count);
            foreach (var ofSweep in leases.GroupBy(lease => lease.Chunk.Sweep))
            {
                renewed.AddRange(await RenewAsync(transaction, ofSweep.Key, [.. ofSweep], duration).ConfigureAwait(false));
            }

            return renewed;
        },
        cancellation);

    public Task<Completion> CompleteAsync(LeaseId lease, IReadOnlyCollection<TrialResult> results, CancellationToken cancellation) => database.ChangeAsync(
        transaction => ChunkSettling.CompleteAsync(transaction, lease, results),
        cancellation);

    public Task HandBackAsync(LeaseId lease, IReadOnlyCollection<TrialResult> finished, CancellationToken cancellation) => database.ChangeAsync(
        transaction => ChunkSettling.HandBackAsync(transaction, lease, finished),
        cancellation);

    public Task FailAsync(LeaseId lease, string cause, CancellationToken cancellation) => database.ChangeAsync(
        async transaction =>
        {
            if (await LeasedChunk.LockAsync(transaction, lease).ConfigureAwait(false) is { Node: not null } chunk)
            {
                await chunk.FailAsync(transaction, cause).ConfigureAwait(false);
                transaction.Notify(StoreTopic.Results);
            }
        },
        cancellation);

    public Task<int> ExpireAsync(SweepId sweep, CancellationToken cancellation) => database.ChangeAsync(
        transaction => LeaseExpiry.ExpireAsync(transaction, sweep),
        cancellation);

    public async Task<IReadOnlyList<(long Number, ChunkState State)>> StatesAsync(SweepId sweep, long from, CancellationToken cancellation) => await database.ReadAsync(
        "SELECT number, state FROM chunks WHERE sweep = (SELECT key FROM sweeps WHERE id = $1) AND number >= $2 ORDER BY number",
        row => (row.GetInt64(0), (ChunkState)row.GetInt16(1)), cancellation, sweep.Text, from).ConfigureAwait(false);

    public Task<IReadOnlyList<SettledChunk>> SettledAsync(SweepId sweep, IReadOnlyCollection<long> numbers, CancellationToken cancellation) =>
        ChunkSettling.FindAsync(database, sweep, numbers, cancellation);

    public Task<bool> ReplaceAsync(SweepOwnership owner, ChunkId failed, IReadOnlyCollection<Chunk> by, IReadOnlyCollection<TrialFailure> aside, CancellationToken cancellation)
    {
        ChunkRows.ThrowUnlessOf(owner.Sweep, by.Select(chunk => chunk.Id).Append(failed));
        return database.ChangeAsync(
            async transaction => await PostgresOwnership.HoldAsync(transaction, owner).ConfigureAwait(false) is { } key
                && await ChunkSettling.ReplaceAsync(transaction, key, failed.Number, by, aside).ConfigureAwait(false),
            cancellation);
    }

    public Task WithdrawAsync(SweepId sweep, CancellationToken cancellation) => database.ChangeAsync(
        transaction => ChunkSettling.WithdrawAsync(transaction, sweep),
        cancellation);

    public async Task<ChunkBacklog> BacklogAsync(CancellationToken cancellation) => (await database.ReadAsync(
        """
        SELECT count(*) FILTER (WHERE c.state = 0),
               count(*) FILTER (WHERE c.state = 1),
               coalesce(clock_timestamp() - min(c.released_at) FILTER (WHERE c.state = 0), interval '0')
        FROM chunks c JOIN sweeps s ON s.key = c.sweep
        WHERE s.state = 0 AND c.state IN (0, 1, 3)
        """,
        row => new ChunkBacklog(row.GetInt64(0), row.GetInt64(1), row.GetTimeSpan(2)), cancellation).ConfigureAwait(false))[0];

    // By the numbers alone at first: joined with both columns the server may read every lease there is.
    private static Task<List<LeaseId>> RenewAsync(PostgresTransaction transaction, SweepId sweep, LeaseId[] leases, TimeSpan duration) => transaction.QueryAsync(
        """
        UPDATE leases SET deadline = clock_timestamp() + $1
        WHERE sweep = (SELECT key FROM sweeps WHERE id = $2) AND number = ANY($3) AND (number, fence) IN (SELECT * FROM unnest($3, $4))
        RETURNING number, fence
        """,
        row => new LeaseId(new ChunkId(sweep, row.GetInt64(0)), row.GetInt64(1)),
        duration,
        sweep.Text,
        leases.Select(lease => lease.Chunk.Number).ToArray(),
        leases.Select(lease => lease.Fence).ToArray());
}
