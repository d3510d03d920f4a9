using Npgsql;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Postgres.Connections;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Postgres.Sweeps;

internal sealed class PostgresSweepCatalogue(PostgresDatabase database) : ISweepCatalogue
{
    private const string Columns = "id, name, resolved_file, created_at, state, priority, revision, ended_at";

    public Task<bool> CreateAsync(StoredSweep sweep, CancellationToken cancellation) => database.ChangeAsync(
        async transaction =>
        {
            transaction.Notify(StoreTopic.Sweeps);
            return await transaction.ExecuteAsync(
                $"INSERT INTO sweeps ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz) ON CONFLICT (id) DO NOTHING",
                sweep.Id.Text, sweep.Name, sweep.ResolvedFile, sweep.CreatedAt.UtcDateTime, (short)sweep.State, sweep.Priority, sweep.Revision, sweep.EndedAt?.UtcDateTime)
                .ConfigureAwait(false) == 1;
        },
        cancellation);

    public async Task<IReadOnlyList<StoredSweep>> ListAsync(CancellationToken cancellation) =>
        await database.ReadAsync($"SELECT {Columns} FROM sweeps ORDER BY created_at, key", Read, cancellation).ConfigureAwait(false);

    public async Task<StoredSweep?> FindAsync(SweepId sweep, CancellationToken cancellation) =>
        (await database.ReadAsync($"SELECT {Columns} FROM sweeps WHERE id = $1", Read, cancellation, sweep.Text).ConfigureAwait(false)).SingleOrDefault();

    public Task<bool> MoveAsync(SweepId sweep, IReadOnlyCollection<SweepState> from, SweepState to, CancellationToken cancellation) => database.ChangeAsync(
        async transaction =>
        {
            transaction.Notify(StoreTopic.Sweeps);
            transaction.Notify(StoreTopic.Chunks);
            // One that is there already is as it was: a repetition must not raise the revision again.
            return await transaction.ExecuteAsync(
                $"""
                UPDATE sweeps SET state = $3, revision = CASE WHEN state = $3 THEN revision ELSE revision + 1 END, {EndWhen("$3")}
                WHERE id = $1 AND state = ANY($2)
                """,
                sweep.Text, from.Select(state => (short)state).ToArray(), (short)to).ConfigureAwait(false) == 1;
        },
        cancellation);

    public Task<bool> FinishAsync(SweepOwnership owner, long revision, CancellationToken cancellation) => database.ChangeAsync(
        async transaction =>
        {
            transaction.Notify(StoreTopic.Sweeps);
            return await transaction.ExecuteAsync(
                $"""
                UPDATE sweeps SET state = $4, revision = revision + 1, {EndWhen("$4")}
                WHERE id = $1 AND fence = $2 AND owner IS NOT NULL AND revision = $3 AND state = {(int)SweepState.Running}
                """,
                owner.Sweep.Text, owner.Fence, revision, (short)SweepState.Finished).ConfigureAwait(false) == 1;
        },
        cancellation);

    public Task<bool> ReviseAsync(SweepId sweep, long expectedRevision, string resolvedFile, int priority, CancellationToken cancellation) => database.ChangeAsync(
        async transaction =>
        {
            transaction.Notify(StoreTopic.Sweeps);
            transaction.Notify(StoreTopic.Chunks);
            return await transaction.ExecuteAsync(
                $"""
                UPDATE sweeps SET resolved_file = $3, priority = $4, revision = revision + 1, ended_at = NULL,
                    state = CASE WHEN state IN ({(int)SweepState.Cancelled}, {(int)SweepState.Finished}) THEN {(int)SweepState.Running} ELSE state END
                WHERE id = $1 AND revision = $2
                """,
                sweep.Text, expectedRevision, resolvedFile, priority).ConfigureAwait(false) == 1;
        },
        cancellation);

    public Task<IReadOnlyList<SweepOwnership>> OwnAsync(string node, TimeSpan duration, int most, CancellationToken cancellation) => database.ChangeAsync(
        transaction => PostgresOwnership.OwnAsync(transaction, node, duration, most),
        cancellation);

    public Task<SweepOwnership?> ClaimAsync(SweepId sweep, string node, TimeSpan duration, CancellationToken cancellation) => database.ChangeAsync(
        transaction => PostgresOwnership.ClaimAsync(transaction, sweep, node, duration),
        cancellation);

    public async Task<IReadOnlyList<SweepId>> RunningAsync(CancellationToken cancellation) =>
        await database.ReadAsync(
            $"SELECT id FROM sweeps WHERE state = {(int)SweepState.Running} ORDER BY created_at, key", row => new SweepId(row.GetString(0)), cancellation).ConfigureAwait(false);

    public async Task<IReadOnlyList<SweepId>> OwnedAsync(string node, CancellationToken cancellation) =>
        await database.ReadAsync(
            $"SELECT id FROM sweeps WHERE owner = $1 AND state = {(int)SweepState.Running} ORDER BY created_at, key", row => new SweepId(row.GetString(0)), cancellation, node).ConfigureAwait(false);

    public Task DisownAsync(string node, CancellationToken cancellation) => database.ChangeAsync(
        async transaction =>
        {
            transaction.Notify(StoreTopic.Sweeps);
            await transaction.ExecuteAsync("UPDATE sweeps SET owner = NULL, owned_until = NULL WHERE owner = $1", node).ConfigureAwait(false);
        },
        cancellation);

    // A sweep that has ended has no owner: whoever takes it when it runs again gets a new fence.
    private static string EndWhen(string state)
    {
        var ends = $"{state} IN ({(int)SweepState.Cancelled}, {(int)SweepState.Finished})";
        return $"ended_at = CASE WHEN {ends} THEN coalesce(ended_at, clock_timestamp()) END, owner = CASE WHEN NOT {ends} THEN owner END";
    }

    private static StoredSweep Read(NpgsqlDataReader row) =>
        new(new SweepId(row.GetString(0)), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3))
        {
            State = (SweepState)row.GetInt16(4),
            Priority = row.GetInt32(5),
            Revision = row.GetInt64(6),
            EndedAt = row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7),
        };
}
