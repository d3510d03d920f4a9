using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Postgres.Connections;
using SweepCluster.Storage.Results;

namespace SweepCluster.Storage.Postgres.Results;

internal sealed class PostgresResultArchive(PostgresDatabase database) : IResultArchive
{
    public Task<int> AddAsync(SweepId sweep, IReadOnlyCollection<TrialResult> results, CancellationToken cancellation) => database.ChangeAsync(
        async transaction =>
        {
            var key = await transaction.KeyOfAsync(sweep).ConfigureAwait(false);
            var stored = await ResultRows.AddAsync(transaction, key, results).ConfigureAwait(false);
            await transaction.ExecuteAsync("UPDATE sweeps SET added_results = added_results + $2 WHERE key = $1", key, (long)stored).ConfigureAwait(false);
            transaction.Notify(StoreTopic.Results);
            return stored;
        },
        cancellation);

    public IAsyncEnumerable<TrialResult> ReadAsync(SweepId sweep, CancellationToken cancellation) => database.StreamAsync(
        $"SELECT {ResultRows.Columns} FROM trials t WHERE t.sweep = (SELECT key FROM sweeps WHERE id = $1)", ResultRows.Read, cancellation, sweep.Text);

    public Task<IReadOnlyList<TrialResult>> FindAsync(SweepId sweep, IReadOnlyCollection<TrialId> trials, CancellationToken cancellation) =>
        ResultRows.FindAsync(database, sweep, trials, cancellation);

    public async Task<IReadOnlyList<TrialFailure>> FailuresAsync(SweepId sweep, CancellationToken cancellation) =>
        await database.ReadAsync(
            $"""
            SELECT f.cell, f.replicate, f.cause, f.at FROM failures f
            WHERE f.sweep = (SELECT key FROM sweeps WHERE id = $1) AND {FailureRows.WithoutResult} ORDER BY f.cell, f.replicate
            """,
            FailureRows.Read, cancellation, sweep.Text).ConfigureAwait(false);

    public Task<int> RetryAsync(SweepId sweep, IReadOnlyCollection<TrialId> trials, CancellationToken cancellation) => database.ChangeAsync(
        transaction => FailureRows.RetryAsync(transaction, sweep, trials),
        cancellation);

    // Finished trials are counted where they came in, for counting a million rows takes longer than a page may.
    public async Task<SweepCounts> CountAsync(SweepId sweep, CancellationToken cancellation)
    {
        var counts = await database.ReadAsync(
            $"""
            SELECT s.added_results + c.finished,
                (SELECT count(*) FROM failures f WHERE f.sweep = s.key AND {FailureRows.WithoutResult}),
                c.open_trials, c.leased_trials, c.open, c.leased
            FROM sweeps s CROSS JOIN LATERAL (
                SELECT coalesce(sum(new_results), 0)::bigint AS finished,
                    coalesce(sum(trial_count) FILTER (WHERE state = {(int)ChunkState.Open}), 0) AS open_trials,
                    coalesce(sum(trial_count) FILTER (WHERE state = {(int)ChunkState.Leased}), 0) AS leased_trials,
                    count(*) FILTER (WHERE state = {(int)ChunkState.Open}) AS open,
                    count(*) FILTER (WHERE state = {(int)ChunkState.Leased}) AS leased
                FROM chunks WHERE sweep = s.key) c
            WHERE s.id = $1
            """,
            row => new SweepCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5)),
            cancellation, sweep.Text).ConfigureAwait(false);
        return counts.SingleOrDefault(new SweepCounts(0, 0, 0, 0, 0, 0));
    }
}
