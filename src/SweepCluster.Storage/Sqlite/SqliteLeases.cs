using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Sqlite;

/// <summary>Who may train a chunk. A lease is a row: it is valid as long as the row is there.</summary>
internal static class SqliteLeases
{
    private const string Candidates =
        """
        SELECT sweeps.key FROM sweeps WHERE sweeps.state = @Running
        AND EXISTS (SELECT 1 FROM chunks WHERE sweep = sweeps.key AND state = @Open AND (failed_on IS @Node) = @IsLast)
        ORDER BY priority DESC,
                 (SELECT COALESCE(SUM(trial_count), 0) FROM chunks WHERE sweep = sweeps.key AND state = @Leased),
                 created_at, sweeps.key
        LIMIT 1
        """;

    /// <summary>Gives open chunks, or a straggling one a second time.</summary>
    public static IReadOnlyList<Lease> Lease(SqliteWork work, LeaseRequest request)
    {
        var chunks = Open(work, request, isLast: false);
        if (chunks.Count == 0)
        {
            chunks = Open(work, request, isLast: true);
        }

        if (chunks.Count == 0)
        {
            chunks = Straggling(work, request);
        }

        return [.. chunks.Select(chunk => Give(work, chunk, request))];
    }

    public static bool Exists(SqliteWork work, long chunk, long fence) =>
        work.First<long?>("SELECT fence FROM leases WHERE chunk = @Chunk AND fence = @Fence", new { Chunk = chunk, Fence = fence }) is not null;

    /// <returns>Whether the lease is valid.</returns>
    public static bool Renew(SqliteWork work, LeaseId lease, TimeSpan duration) => work.Execute(
        "UPDATE leases SET deadline = @Deadline WHERE fence = @Fence AND chunk = (SELECT chunks.key FROM chunks JOIN sweeps ON sweeps.key = sweep WHERE id = @Sweep AND number = @Number)",
        new { Deadline = SqliteTime.After(work.Now, duration), lease.Fence, Sweep = lease.Chunk.Sweep.Text, lease.Chunk.Number }) > 0;

    public static void EndAll(SqliteWork work, long chunk) => work.Execute("DELETE FROM leases WHERE chunk = @Chunk", new { Chunk = chunk });

    public static bool HandBack(SqliteWork work, LeaseId lease)
    {
        if (Take(work, lease) is not { } taken)
        {
            return false;
        }

        work.Reach("lease ended");
        if (!IsLeased(work, taken.Chunk))
        {
            work.Execute("UPDATE chunks SET state = @Open WHERE key = @Chunk", new { taken.Chunk, ChunkState.Open });
        }

        return true;
    }

    public static bool Fail(SqliteWork work, LeaseId lease, string cause)
    {
        if (Take(work, lease) is not { } taken)
        {
            return false;
        }

        work.Reach("lease ended");
        FailUnlessLeased(work, taken, cause);
        return true;
    }

    /// <summary>The leases of a sweep whose time has run out.</summary>
    public static List<LeaseRow> Late(SqliteWork work, SweepId sweep) => work.Query<LeaseRow>(
        """
        SELECT leases.chunk, leases.fence, leases.node FROM leases
        JOIN chunks ON chunks.key = leases.chunk JOIN sweeps ON sweeps.key = chunks.sweep
        WHERE sweeps.id = @Id AND deadline <= @Now ORDER BY deadline
        """,
        new { Id = sweep.Text, work.Now });

    /// <returns>How many leases ended.</returns>
    public static int Expire(SqliteWork work, SweepId sweep)
    {
        var ended = Late(work, sweep);
        work.Execute("DELETE FROM leases WHERE chunk = @Chunk AND fence = @Fence", ended);
        work.Reach("leases ended");
        foreach (var lease in ended)
        {
            FailUnlessLeased(work, lease, $"nothing was heard of {lease.Node} until its lease ran out");
        }

        return ended.Count;
    }

    // A chunk that has failed before goes alone, so that it cannot take others down with it.
    private static List<SqliteChunkRow> Open(SqliteWork work, LeaseRequest request, bool isLast)
    {
        if (work.First<long?>(Candidates, new { SweepState.Running, ChunkState.Open, ChunkState.Leased, request.Node, IsLast = isLast }) is not { } sweep)
        {
            return [];
        }

        var rows = work.Query<SqliteChunkRow>(
            $"""
             {SqliteChunkRow.Columns}
             WHERE chunks.sweep = @Sweep AND chunks.state = @Open AND (failed_on IS @Node) = @IsLast
             AND (shape, attempts) = (
                 SELECT shape, attempts FROM chunks WHERE sweep = @Sweep AND state = @Open AND (failed_on IS @Node) = @IsLast
                 ORDER BY number LIMIT 1)
             ORDER BY number LIMIT @Most
             """,
            new { Sweep = sweep, ChunkState.Open, request.Node, IsLast = isLast, Most = Math.Max(1, Math.Min(request.MostChunks, request.MostTrials)) });
        var trials = rows[0].TrialCount;
        var most = request.MostWith(rows[0].ToChunk());
        var fitting = rows.Skip(1).TakeWhile(row => row.Attempts == 0 && (trials += row.TrialCount) <= most);
        return [rows[0], .. fitting];
    }

    private static List<SqliteChunkRow> Straggling(SqliteWork work, LeaseRequest request) => request.StragglesAfter is not { } after ? [] : work.Query<SqliteChunkRow>(
        $"""
         {SqliteChunkRow.Columns} JOIN leases ON leases.chunk = chunks.key
         WHERE sweeps.state = @Running AND since <= @Before AND NOT (node = @Node AND device = @Device)
         AND (SELECT COUNT(*) FROM leases WHERE leases.chunk = chunks.key) = 1
         ORDER BY priority DESC, since, sweeps.key, number LIMIT 1
         """,
        new { SweepState.Running, Before = SqliteTime.After(work.Now, -after), request.Node, request.Device });

    private static Lease Give(SqliteWork work, SqliteChunkRow chunk, LeaseRequest request)
    {
        var fence = chunk.Fence + 1;
        work.Execute("UPDATE chunks SET state = @Leased, fence = @Fence WHERE key = @Key", new { ChunkState.Leased, Fence = fence, chunk.Key });
        work.Reach("fence raised");
        work.Execute(
            "INSERT INTO leases (chunk, fence, node, device, since, deadline) VALUES (@Chunk, @Fence, @Node, @Device, @Now, @Deadline)",
            new { Chunk = chunk.Key, Fence = fence, request.Node, request.Device, work.Now, Deadline = SqliteTime.After(work.Now, request.Duration) });
        work.Reach("lease given");
        return new Lease(chunk.ToChunk(), fence);
    }

    private static LeaseRow? Take(SqliteWork work, LeaseId lease) => work.First<LeaseRow>(
        """
        DELETE FROM leases
        WHERE fence = @Fence AND chunk = (SELECT chunks.key FROM chunks JOIN sweeps ON sweeps.key = sweep WHERE id = @Sweep AND number = @Number)
        RETURNING chunk, fence, node
        """,
        new { lease.Fence, Sweep = lease.Chunk.Sweep.Text, lease.Chunk.Number });

    private static bool IsLeased(SqliteWork work, long chunk) =>
        work.First<long?>("SELECT fence FROM leases WHERE chunk = @Chunk LIMIT 1", new { Chunk = chunk }) is not null;

    // While another device goes on with the chunk, nothing has failed yet.
    private static void FailUnlessLeased(SqliteWork work, LeaseRow lease, string cause)
    {
        if (!IsLeased(work, lease.Chunk))
        {
            work.Execute(
                "UPDATE chunks SET state = @Failed, attempts = attempts + 1, cause = @Cause, failed_on = @Node WHERE key = @Chunk AND state = @Leased",
                new { ChunkState.Failed, Cause = cause, lease.Node, lease.Chunk, ChunkState.Leased });
        }
    }

    public sealed record LeaseRow
    {
        public long Chunk { get; init; }

        public long Fence { get; init; }

        public string Node { get; init; } = "";
    }
}
