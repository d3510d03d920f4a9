using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Postgres.Connections;

namespace SweepCluster.Storage.Postgres.Chunks;

/// <summary>Ends leases whose holders are silent.</summary>
internal static class LeaseExpiry
{
    /// <returns>How many leases ended.</returns>
    public static async Task<int> ExpireAsync(PostgresTransaction transaction, SweepId sweep)
    {
        var late = await transaction.QueryAsync(
            """
            SELECT number, fence FROM leases
            WHERE sweep = (SELECT key FROM sweeps WHERE id = $1) AND deadline <= clock_timestamp() ORDER BY number, fence
            """,
            row => new LeaseId(new ChunkId(sweep, row.GetInt64(0)), row.GetInt64(1)),
            sweep.Text).ConfigureAwait(false);
        var ended = 0;
        foreach (var lease in late)
        {
            // It may have been renewed, or have ended, while the chunk's row was waited for.
            if (await LeasedChunk.LockAsync(transaction, lease).ConfigureAwait(false) is { Node: { } node } chunk
                && await IsLateAsync(transaction, chunk).ConfigureAwait(false))
            {
                await chunk.FailAsync(transaction, $"nothing was heard of {node} until its lease ran out").ConfigureAwait(false);
                transaction.Notify(StoreTopic.Results);
                ended++;
            }
        }

        return ended;
    }

    private static async Task<bool> IsLateAsync(PostgresTransaction transaction, LeasedChunk chunk) =>
        await transaction.FindAsync<bool>(
            "SELECT deadline <= clock_timestamp() FROM leases WHERE sweep = $1 AND number = $2 AND fence = $3 FOR UPDATE",
            chunk.Key, chunk.Number, chunk.Fence).ConfigureAwait(false) == true;
}
