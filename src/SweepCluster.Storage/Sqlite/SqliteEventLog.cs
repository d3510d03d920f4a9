using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Events;

namespace SweepCluster.Storage.Sqlite;

/// <summary>Events by sweep; those of the cluster are kept under a number that no sweep has.</summary>
/// <param name="kept">The most events of a sweep.</param>
internal sealed class SqliteEventLog(SqliteDatabase database, int kept) : IEventLog
{
    private const long Cluster = 0;

    public Task AppendAsync(StoredEvent happened, CancellationToken cancellation) => database.WriteAsync(
        work =>
        {
            var sweep = happened.Sweep is { } id ? work.KeyOf(id) : Cluster;
            var row = new { Sweep = sweep, happened.Kind, happened.Text, At = happened.At.ToMicroseconds(), Kept = kept };
            // An append that is repeated because its answer was lost finds itself.
            var added = work.Execute(
                """
                INSERT INTO events (sweep, kind, text, at)
                SELECT @Sweep, @Kind, @Text, @At
                WHERE NOT EXISTS (SELECT 1 FROM events WHERE sweep = @Sweep AND at = @At AND kind = @Kind AND text = @Text)
                """,
                row);
            work.Reach("event added");
            work.Execute(
                """
                DELETE FROM events WHERE sweep = @Sweep
                AND sequence <= (SELECT sequence FROM events WHERE sweep = @Sweep ORDER BY sequence DESC LIMIT 1 OFFSET @Kept)
                """,
                row);
            return added;
        },
        cancellation,
        StoreTopic.Results);

    public Task<IReadOnlyList<StoredEvent>> ReadAsync(SweepId? sweep, long after, int most, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<StoredEvent>>(
        work =>
        {
            var key = sweep is { } id ? work.FindKey(id) ?? -1 : (long?)null;
            return
            [
                .. work.Query<(long Sequence, string? Sweep, string Kind, string Text, long At)>(
                        $"""
                         SELECT events.sequence, sweeps.id, kind, text, at FROM events LEFT JOIN sweeps ON sweeps.key = events.sweep
                         WHERE sequence > @After {(key is null ? "" : "AND events.sweep = @Key")} ORDER BY sequence LIMIT @Most
                         """,
                        new { After = after, Key = key, Most = most })
                    .Select(row => new StoredEvent(row.Sequence, row.Sweep is null ? null : new SweepId(row.Sweep), row.Kind, row.Text, row.At.ToTime())),
            ];
        },
        cancellation);
}
