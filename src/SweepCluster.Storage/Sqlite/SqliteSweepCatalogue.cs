using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Sqlite;

internal sealed class SqliteSweepCatalogue(SqliteDatabase database) : ISweepCatalogue
{
    private const string Columns = "SELECT id, name, resolved_file AS ResolvedFile, created_at AS CreatedAt, state, priority, revision, ended_at AS EndedAt FROM sweeps";

    public Task<bool> CreateAsync(StoredSweep sweep, CancellationToken cancellation) => database.WriteAsync(
        work => work.Execute(
            """
            INSERT INTO sweeps (id, name, resolved_file, created_at, state, priority, revision, ended_at)
            VALUES (@Id, @Name, @ResolvedFile, @CreatedAt, @State, @Priority, @Revision, @EndedAt)
            ON CONFLICT DO NOTHING
            """,
            new
            {
                Id = sweep.Id.Text,
                sweep.Name,
                sweep.ResolvedFile,
                CreatedAt = sweep.CreatedAt.ToMicroseconds(),
                sweep.State,
                sweep.Priority,
                sweep.Revision,
                EndedAt = sweep.EndedAt?.ToMicroseconds(),
            }) > 0,
        cancellation,
        StoreTopic.Sweeps);

    public Task<IReadOnlyList<StoredSweep>> ListAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<StoredSweep>>(
        work => [.. work.Query<Row>($"{Columns} ORDER BY created_at, key").Select(row => row.ToSweep())],
        cancellation);

    public Task<StoredSweep?> FindAsync(SweepId sweep, CancellationToken cancellation) => database.ReadAsync(
        work => work.First<Row>($"{Columns} WHERE id = @Id", new { Id = sweep.Text })?.ToSweep(),
        cancellation);

    public Task<bool> MoveAsync(SweepId sweep, IReadOnlyCollection<SweepState> from, SweepState to, CancellationToken cancellation) => database.WriteAsync(
        work =>
        {
            var state = work.First<SweepState?>("SELECT state FROM sweeps WHERE id = @Id", new { Id = sweep.Text });
            if (state is null || !from.Contains(state.Value))
            {
                return false;
            }

            if (state != to)
            {
                MoveTo(work, sweep, to);
            }

            return true;
        },
        cancellation,
        StoreTopic.Sweeps,
        StoreTopic.Chunks);

    public Task<bool> FinishAsync(SweepOwnership owner, long revision, CancellationToken cancellation) => database.WriteAsync(
        work =>
        {
            var isPresent = work.First<long?>(
                "SELECT key FROM sweeps WHERE id = @Id AND owner IS NOT NULL AND owner_fence = @Fence AND revision = @Revision AND state = @Running",
                new { Id = owner.Sweep.Text, owner.Fence, Revision = revision, SweepState.Running }) is not null;
            if (isPresent)
            {
                MoveTo(work, owner.Sweep, SweepState.Finished);
            }

            return isPresent;
        },
        cancellation,
        StoreTopic.Sweeps);

    public Task<bool> ReviseAsync(SweepId sweep, long expectedRevision, string resolvedFile, int priority, CancellationToken cancellation) => database.WriteAsync(
        work => work.Execute(
            """
            UPDATE sweeps
            SET resolved_file = @File, priority = @Priority, revision = revision + 1, ended_at = NULL,
                state = CASE state WHEN @Paused THEN state ELSE @Running END
            WHERE id = @Id AND revision = @Expected
            """,
            new { Id = sweep.Text, File = resolvedFile, Priority = priority, Expected = expectedRevision, SweepState.Paused, SweepState.Running }) > 0,
        cancellation,
        StoreTopic.Sweeps,
        StoreTopic.Chunks);

    public Task<IReadOnlyList<SweepOwnership>> OwnAsync(string node, TimeSpan duration, int most, CancellationToken cancellation) => database.WriteAsync<IReadOnlyList<SweepOwnership>>(
        work =>
        {
            var until = SqliteTime.After(work.Now, duration);
            var owned = work.Execute("UPDATE sweeps SET owner_until = @Until WHERE owner = @Node", new { Node = node, Until = until });
            work.Reach("ownerships extended");
            work.Execute(
                """
                UPDATE sweeps SET owner = @Node, owner_until = @Until, owner_fence = owner_fence + 1
                WHERE key IN (
                    SELECT key FROM sweeps
                    WHERE state = @Running AND (owner IS NULL OR (owner <> @Node AND owner_until <= @Now))
                    ORDER BY created_at, key LIMIT @Most)
                """,
                new { Node = node, Until = until, SweepState.Running, work.Now, Most = Math.Max(0, most - owned) });
            return
            [
                .. work.Query<(string Id, long Fence)>("SELECT id, owner_fence FROM sweeps WHERE owner = @Node ORDER BY created_at, key", new { Node = node })
                    .Select(row => new SweepOwnership(new SweepId(row.Id), row.Fence)),
            ];
        },
        cancellation);

    public Task<SweepOwnership?> ClaimAsync(SweepId sweep, string node, TimeSpan duration, CancellationToken cancellation) => database.WriteAsync(
        work =>
        {
            var isTaken = work.Execute(
                """
                UPDATE sweeps
                SET owner_fence = owner_fence + CASE WHEN owner = @Node THEN 0 ELSE 1 END, owner = @Node, owner_until = @Until
                WHERE id = @Id AND (state = @Running OR owner = @Node)
                """,
                new { Id = sweep.Text, Node = node, Until = SqliteTime.After(work.Now, duration), SweepState.Running }) > 0;
            return isTaken ? new SweepOwnership(sweep, work.First<long>("SELECT owner_fence FROM sweeps WHERE id = @Id", new { Id = sweep.Text })) : null;
        },
        cancellation);

    public Task<IReadOnlyList<SweepId>> RunningAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<SweepId>>(
        work => [.. work.Query<string>("SELECT id FROM sweeps WHERE state = @Running ORDER BY created_at, key", new { SweepState.Running }).Select(id => new SweepId(id))],
        cancellation);

    public Task<IReadOnlyList<SweepId>> OwnedAsync(string node, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<SweepId>>(
        work => [.. work.Query<string>("SELECT id FROM sweeps WHERE owner = @Node AND state = @Running ORDER BY created_at, key", new { Node = node, SweepState.Running }).Select(id => new SweepId(id))],
        cancellation);

    public Task DisownAsync(string node, CancellationToken cancellation) => database.WriteAsync(
        work => work.Execute("UPDATE sweeps SET owner = NULL, owner_until = NULL WHERE owner = @Node", new { Node = node }),
        cancellation,
        StoreTopic.Sweeps);

    // A sweep that has ended is nobody's: it must not use up what a coordinator is willing to own.
    private static void MoveTo(SqliteWork work, SweepId sweep, SweepState state)
    {
        var hasEnded = state is SweepState.Finished or SweepState.Cancelled;
        work.Execute(
            """
            UPDATE sweeps
            SET state = @State, revision = revision + 1, ended_at = @EndedAt,
                owner = CASE WHEN @HasEnded THEN NULL ELSE owner END,
                owner_until = CASE WHEN @HasEnded THEN NULL ELSE owner_until END
            WHERE id = @Id
            """,
            new { Id = sweep.Text, State = state, HasEnded = hasEnded, EndedAt = hasEnded ? work.Now : (long?)null });
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public string ResolvedFile { get; init; } = "";

        public long CreatedAt { get; init; }

        public SweepState State { get; init; }

        public int Priority { get; init; }

        public long Revision { get; init; }

        public long? EndedAt { get; init; }

        public StoredSweep ToSweep() => new(new SweepId(Id), Name, ResolvedFile, CreatedAt.ToTime())
        {
            State = State,
            Priority = Priority,
            Revision = Revision,
            EndedAt = EndedAt?.ToTime(),
        };
    }
}
