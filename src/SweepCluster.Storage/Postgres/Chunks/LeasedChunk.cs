using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Postgres.Connections;

namespace SweepCluster.Storage.Postgres.Chunks;

/// <summary>
/// A chunk's row, locked until the transaction ends. Everything that ends a lease locks its chunk first, so that what
/// it sees of the chunk's leases is the truth.
/// </summary>
/// <param name="Key">Of the sweep's row.</param>
/// <param name="Node">Who holds the lease; null when it is not valid.</param>
/// <param name="CompletedBy">The fence whose results closed the chunk; null for none.</param>
internal sealed record LeasedChunk(int Key, long Number, long Fence, ImmutableArray<TrialId> Trials, string? Node, long? CompletedBy)
{
    /// <summary>Null when there is no such chunk.</summary>
    public static async Task<LeasedChunk?> LockAsync(PostgresTransaction transaction, LeaseId lease)
    {
        var (chunks, nodes) = await transaction.QueryBothAsync(
            new PostgresQuestion<LeasedChunk>(
                """
                SELECT sweep, trials, completed_by FROM chunks
                WHERE sweep = (SELECT key FROM sweeps WHERE id = $1) AND number = $2 FOR UPDATE
                """,
                row => new LeasedChunk(row.GetInt32(0), lease.Chunk.Number, lease.Fence, TrialListCodec.Decode(row.GetFieldValue<byte[]>(1)), null, row.IsDBNull(2) ? null : row.GetInt64(2)),
                lease.Chunk.Sweep.Text, lease.Chunk.Number),
            new PostgresQuestion<string>(
                "SELECT node FROM leases WHERE sweep = (SELECT key FROM sweeps WHERE id = $1) AND number = $2 AND fence = $3",
                row => row.GetString(0),
                lease.Chunk.Sweep.Text, lease.Chunk.Number, lease.Fence)).ConfigureAwait(false);
        return chunks is [var chunk] ? chunk with { Node = nodes.SingleOrDefault() } : null;
    }

    /// <summary>Ends this lease; unless another is left, the chunk is open again.</summary>
    /// <param name="stored">Results that came with it and were new.</param>
    public async Task HandBackAsync(PostgresTransaction transaction, int stored)
    {
        await EndAsync(transaction).ConfigureAwait(false);
        await transaction.ExecuteAsync(
            $"UPDATE chunks SET holders = holders - 1, new_results = new_results + $3, state = CASE WHEN holders > 1 THEN state ELSE {(int)ChunkState.Open} END WHERE sweep = $1 AND number = $2",
            Key, Number, stored).ConfigureAwait(false);
    }

    /// <summary>Ends this lease; unless another device goes on with the chunk, it has failed.</summary>
    public async Task FailAsync(PostgresTransaction transaction, string cause)
    {
        await EndAsync(transaction).ConfigureAwait(false);
        await transaction.ExecuteAsync("UPDATE chunks SET holders = holders - 1 WHERE sweep = $1 AND number = $2", Key, Number).ConfigureAwait(false);
        await transaction.ExecuteAsync(
            $"""
            UPDATE chunks SET state = {(int)ChunkState.Failed}, attempts = attempts + 1, cause = $3, failed_on = $4
            WHERE sweep = $1 AND number = $2 AND holders = 0
            """,
            Key, Number, cause, Node).ConfigureAwait(false);
    }

    private Task<int> EndAsync(PostgresTransaction transaction) =>
        transaction.ExecuteAsync("DELETE FROM leases WHERE sweep = $1 AND number = $2 AND fence = $3", Key, Number, Fence);
}
