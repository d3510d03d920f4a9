using Npgsql;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Events;
using SweepCluster.Storage.Postgres.Connections;

namespace SweepCluster.Storage.Postgres.Events;

/// <summary>
/// Events are written one at a time: a reader that has seen a sequence must never miss a lower one that is committed
/// later. Each sweep numbers its own, so that the oldest are found at once; the cluster's are kept under a key that no sweep has.
/// </summary>
/// <param name="kept">The most events of a sweep.</param>
internal sealed class PostgresEventLog(PostgresDatabase database, int kept) : IEventLog
{
    private const int Cluster = 0;

    // Any number that other programs are unlikely to lock in the same database.
    private const long Lock = 0x53_57_45_45_50_02;

    public Task AppendAsync(StoredEvent happened, CancellationToken cancellation) => database.ChangeAsync(
        async transaction =>
        {
            var sweep = happened.Sweep is { } id ? await transaction.KeyOfAsync(id).ConfigureAwait(false) : Cluster;
            await transaction.ExecuteAsync("SELECT pg_advisory_xact_lock($1)", Lock).ConfigureAwait(false);
            // The same event again is a repetition after a lost answer.
            var number = await transaction.FindAsync<long>(
                """
                INSERT INTO events (sweep, number, kind, text, at)
                SELECT $1, coalesce((SELECT max(number) FROM events WHERE sweep = $1), 0) + 1, $2, $3, $4
                WHERE NOT EXISTS (SELECT FROM events WHERE sweep = $1 AND at = $4 AND kind = $2 AND text = $3)
                RETURNING number
                """,
                sweep, happened.Kind, happened.Text, happened.At.UtcDateTime).ConfigureAwait(false);
            if (number is { } newest)
            {
                await transaction.ExecuteAsync("DELETE FROM events WHERE sweep = $1 AND number <= $2", sweep, newest - kept).ConfigureAwait(false);
                transaction.Notify(StoreTopic.Results);
            }
        },
        cancellation);

    public async Task<IReadOnlyList<StoredEvent>> ReadAsync(SweepId? sweep, long after, int most, CancellationToken cancellation) =>
        await database.ReadAsync(
            """
            SELECT e.sequence, s.id, e.kind, e.text, e.at FROM events e LEFT JOIN sweeps s ON s.key = e.sweep
            WHERE e.sequence > $2 AND ($1::text IS NULL OR s.id = $1) ORDER BY e.sequence LIMIT $3
            """,
            Read, cancellation, sweep?.Text, after, (long)most).ConfigureAwait(false);

    private static StoredEvent Read(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.IsDBNull(1) ? null : new SweepId(row.GetString(1)),
        row.GetString(2),
        row.GetString(3),
        row.GetFieldValue<DateTimeOffset>(4));
}
