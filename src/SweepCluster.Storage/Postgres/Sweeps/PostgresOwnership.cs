using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Postgres.Connections;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Postgres.Sweeps;

/// <summary>Which coordinator plans which sweep.</summary>
internal static class PostgresOwnership
{
    /// <summary>Extends what the node owns, then takes what nobody owns, in the order in which it was submitted.</summary>
    public static async Task<IReadOnlyList<SweepOwnership>> OwnAsync(PostgresTransaction transaction, string node, TimeSpan duration, int most)
    {
        var owned = await transaction.ExecuteAsync("UPDATE sweeps SET owned_until = clock_timestamp() + $2 WHERE owner = $1", node, duration).ConfigureAwait(false);

        await transaction.ExecuteAsync(
            $"""
            UPDATE sweeps SET owner = $1, owned_until = clock_timestamp() + $2, fence = fence + 1
            FROM (
                SELECT key FROM sweeps
                WHERE state = {(int)SweepState.Running} AND (owner IS NULL OR (owner <> $1 AND owned_until <= clock_timestamp()))
                ORDER BY created_at, key LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED
            ) AS free
            WHERE sweeps.key = free.key
            """,
            node, duration, (long)Math.Max(0, most - owned)).ConfigureAwait(false);
        return await transaction.QueryAsync(
            "SELECT id, fence FROM sweeps WHERE owner = $1 ORDER BY created_at, key",
            row => new SweepOwnership(new SweepId(row.GetString(0)), row.GetInt64(1)), node).ConfigureAwait(false);
    }

    /// <summary>Takes one running sweep, or extends it, whoever owned it before.</summary>
    public static async Task<SweepOwnership?> ClaimAsync(PostgresTransaction transaction, SweepId sweep, string node, TimeSpan duration)
    {
        var fences = await transaction.QueryAsync(
            $"""
            UPDATE sweeps
            SET fence = fence + CASE WHEN owner = $2 THEN 0 ELSE 1 END, owner = $2, owned_until = clock_timestamp() + $3
            WHERE id = $1 AND (state = {(int)SweepState.Running} OR owner = $2)
            RETURNING fence
            """,
            row => row.GetInt64(0),
            sweep.Text, node, duration).ConfigureAwait(false);
        return fences.Count == 0 ? null : new SweepOwnership(sweep, fences[0]);
    }

    /// <summary>
    /// The key of the sweep's row, which stays as it is until the transaction ends; null when the ownership is not
    /// the present one.
    /// </summary>
    public static Task<int?> HoldAsync(PostgresTransaction transaction, SweepOwnership owner) => transaction.FindAsync<int>(
        "SELECT key FROM sweeps WHERE id = $1 AND fence = $2 AND owner IS NOT NULL FOR NO KEY UPDATE",
        owner.Sweep.Text, owner.Fence);
}
