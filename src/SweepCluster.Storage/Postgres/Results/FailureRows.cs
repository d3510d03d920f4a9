using Npgsql;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Postgres.Connections;

namespace SweepCluster.Storage.Postgres.Results;

/// <summary>
/// Trials that the machine failed for good, as rows. A trial may come by a result all the same, from a lease that
/// was given up too early: its row then counts for nothing.
/// </summary>
internal static class FailureRows
{
    /// <summary>A condition on a table <c>f</c>.</summary>
    public const string WithoutResult = "NOT EXISTS (SELECT FROM trials t WHERE t.sweep = f.sweep AND t.cell = f.cell AND t.replicate = f.replicate)";

    /// <param name="key">Of the sweep's row.</param>
    public static async Task AddAsync(PostgresTransaction transaction, int key, IReadOnlyCollection<TrialFailure> failures)
    {
        if (failures.Count > 0)
        {
            // A trial named twice would be one row too many for one statement: its last cause counts.
            var last = failures.GroupBy(failure => failure.Trial).Select(same => same.Last()).ToArray();
            await transaction.ExecuteAsync(
                """
                INSERT INTO failures (sweep, cell, replicate, cause, at) SELECT $1, * FROM unnest($2, $3, $4, $5)
                ON CONFLICT (sweep, cell, replicate) DO UPDATE SET cause = EXCLUDED.cause, at = EXCLUDED.at
                """,
                key,
                last.Select(failure => failure.Trial.Cell.Text).ToArray(),
                last.Select(failure => failure.Trial.Replicate).ToArray(),
                last.Select(failure => failure.Cause).ToArray(),
                last.Select(failure => failure.At.UtcDateTime).ToArray()).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets failures and, if there were any, raises the sweep's revision.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> RetryAsync(PostgresTransaction transaction, SweepId sweep, IReadOnlyCollection<TrialId> trials)
    {
        var key = await transaction.KeyOfAsync(sweep).ConfigureAwait(false);
        // The sweep's row first, as everything that changes both does.
        await transaction.ExecuteAsync("SELECT FROM sweeps WHERE key = $1 FOR NO KEY UPDATE", key).ConfigureAwait(false);
        var forgotten = await transaction.ExecuteAsync(
            $"""
            DELETE FROM failures f USING unnest($2, $3) AS retried(cell, replicate)
            WHERE f.sweep = $1 AND f.cell = retried.cell AND f.replicate = retried.replicate AND {WithoutResult}
            """,
            key,
            trials.Select(trial => trial.Cell.Text).ToArray(),
            trials.Select(trial => trial.Replicate).ToArray()).ConfigureAwait(false);
        if (forgotten > 0)
        {
            await transaction.ExecuteAsync("UPDATE sweeps SET revision = revision + 1 WHERE key = $1", key).ConfigureAwait(false);
            transaction.Notify(StoreTopic.Sweeps);
        }

        return forgotten;
    }

    public static TrialFailure Read(NpgsqlDataReader row) =>
        new(new TrialId(new CellId(row.GetString(0)), row.GetInt32(1)), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3));
}
