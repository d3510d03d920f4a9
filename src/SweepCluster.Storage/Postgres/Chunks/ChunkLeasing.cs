using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Postgres.Connections;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Postgres.Chunks;

/// <summary>
/// Gives chunks to workers. Rows that another worker's transaction is taking are skipped, so that nobody waits.
/// </summary>
internal sealed class ChunkLeasing(PostgresTransaction transaction, LeaseRequest request)
{
    // Others may be taking the first of them at this moment.
    private const int StragglersLookedAt = 8;

    private static readonly string OpenSweeps =
        $"""
        SELECT s.key, s.priority, fresh.number IS NOT NULL, again.number IS NOT NULL
        FROM sweeps s
        LEFT JOIN LATERAL (SELECT number FROM chunks WHERE sweep = s.key AND state = 0 AND failed_on IS DISTINCT FROM $1 ORDER BY number LIMIT 1) fresh ON true
        LEFT JOIN LATERAL (SELECT number FROM chunks WHERE sweep = s.key AND state = 0 AND failed_on = $1 ORDER BY number LIMIT 1) again ON true
        WHERE s.state = {(int)SweepState.Running} AND (fresh.number IS NOT NULL OR again.number IS NOT NULL)
        ORDER BY s.priority DESC, s.created_at, s.key
        """;

    // Asked only where sweeps compete: with two hundred workers there are thousands of leases to add up.
    private const string LeasedTrials =
        """
        SELECT sweep, sum(trials) FROM (SELECT DISTINCT sweep, number, trials FROM leases WHERE sweep = ANY($1)) once GROUP BY sweep
        """;

    // What follows the choice of one chunk: it is leased, and the row read back.
    private static readonly string TakePicked =
        $"""
        , taken AS (
            UPDATE chunks c SET state = {(int)ChunkState.Leased}, fence = c.fence + 1, holders = c.holders + 1
            FROM picked WHERE c.sweep = picked.sweep AND c.number = picked.number
            RETURNING c.*
        ), entered AS (
            INSERT INTO leases (sweep, number, fence, node, device, trials, leased_at, deadline)
            SELECT sweep, number, fence, $1, $2, trial_count, clock_timestamp(), clock_timestamp() + $3 FROM taken
        )
        SELECT {ChunkRows.Columns}, s.id FROM taken c JOIN sweeps s ON s.key = c.sweep
        """;

    private static readonly string TakeFirst =
        $"""
        WITH picked AS (
            SELECT sweep, number FROM chunks
            WHERE sweep = $4 AND state = 0 AND coalesce(failed_on = $1, false) = $5
            ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED
        ){TakePicked}
        """;

    // As many as there is room for if they are as large as the first: rows that are locked and not taken are passed
    // over by others until the end of the transaction.
    private static readonly string TakeMore =
        $"""
        WITH free AS (
            SELECT sweep, number, trial_count FROM chunks
            WHERE sweep = $4 AND state = 0 AND coalesce(failed_on = $1, false) = $5 AND shape = $6 AND attempts = 0
            ORDER BY number LIMIT $8 FOR UPDATE SKIP LOCKED
        ), picked AS (
            SELECT sweep, number FROM (SELECT sweep, number, sum(trial_count) OVER (ORDER BY number) AS trials FROM free) running WHERE trials <= $7
        ){TakePicked}
        """;

    // Idle workers ask this again and again while chunks, leases and the server's statistics of them change within
    // seconds. Materialised, the few oldest leases are found by their index whatever the planner believes.
    private static readonly string TakeStraggler =
        $"""
        WITH oldest AS MATERIALIZED (
            SELECT l.sweep, l.number, l.leased_at, s.priority FROM leases l JOIN sweeps s ON s.key = l.sweep
            WHERE s.state = {(int)SweepState.Running} AND l.leased_at <= statement_timestamp() - $4::interval AND (l.node, l.device) IS DISTINCT FROM ($1, $2)
                AND NOT EXISTS (SELECT FROM leases o WHERE o.sweep = l.sweep AND o.number = l.number AND o.fence <> l.fence)
            ORDER BY s.priority DESC, l.leased_at, l.number LIMIT {StragglersLookedAt}
        ), picked AS (
            SELECT c.sweep, c.number FROM oldest JOIN chunks c ON c.sweep = oldest.sweep AND c.number = oldest.number
            WHERE c.state = {(int)ChunkState.Leased} AND c.holders = 1
            ORDER BY oldest.priority DESC, oldest.leased_at, c.number LIMIT 1 FOR UPDATE OF c SKIP LOCKED
        ){TakePicked}
        """;

    public async Task<IReadOnlyList<Lease>> LeaseAsync()
    {
        var sweeps = await RankAsync(await transaction.QueryAsync(
            OpenSweeps, row => new OpenSweep(row.GetInt32(0), row.GetInt32(1), row.GetBoolean(2), row.GetBoolean(3)), request.Node).ConfigureAwait(false)).ConfigureAwait(false);

        // A chunk that failed on this node only when there is no other: some other node may do better with it.
        foreach (var (failedHere, ranked) in new[] { (false, sweeps.Where(sweep => sweep.HasFresh)), (true, sweeps.Where(sweep => sweep.HasFailedHere)) })
        {
            foreach (var sweep in ranked)
            {
                var leases = await TakeFromAsync(sweep.Key, failedHere).ConfigureAwait(false);
                if (leases.Count > 0)
                {
                    return leases;
                }
            }
        }

        return request.StragglesAfter is { } after ? await TakeAsync(TakeStraggler, after).ConfigureAwait(false) : [];
    }

    /// <summary>By priority, then by how few trials are leased, then by age, as they come.</summary>
    private async Task<IReadOnlyList<OpenSweep>> RankAsync(IReadOnlyList<OpenSweep> byAge)
    {
        if (byAge.Select(sweep => sweep.Priority).Distinct().Count() == byAge.Count)
        {
            return byAge;
        }

        var leased = (await transaction.QueryAsync(LeasedTrials, row => (Sweep: row.GetInt32(0), Trials: row.GetInt64(1)), (object)byAge.Select(sweep => sweep.Key).ToArray()).ConfigureAwait(false))
            .ToDictionary(counted => counted.Sweep, counted => counted.Trials);
        return [.. byAge.OrderByDescending(sweep => sweep.Priority).ThenBy(sweep => leased.GetValueOrDefault(sweep.Key))];
    }

    private async Task<IReadOnlyList<Lease>> TakeFromAsync(int sweep, bool failedHere)
    {
        if (await TakeAsync(TakeFirst, sweep, failedHere).ConfigureAwait(false) is not [var first])
        {
            return [];
        }

        // A chunk that has failed before goes alone, so that it cannot take others down with it.
        var room = request.MostWith(first.Chunk) - first.Chunk.Trials.Length;
        var most = Math.Min(request.MostChunks - 1, room / Math.Max(1, first.Chunk.Trials.Length));
        return first.Chunk.Attempts > 0 || most <= 0
            ? [first]
            : [first, .. await TakeAsync(TakeMore, sweep, failedHere, first.Chunk.Shape, room, most).ConfigureAwait(false)];
    }

    private async Task<IReadOnlyList<Lease>> TakeAsync(string statement, params object?[] values)
    {
        var leases = await transaction.QueryAsync(
            statement,
            row => new Lease(ChunkRows.Read(row, new SweepId(row.GetString(9))).Chunk, ChunkRows.Fence(row)),
            [request.Node, request.Device, request.Duration, .. values]).ConfigureAwait(false);
        return [.. leases.OrderBy(lease => lease.Chunk.Id.Number)];
    }

    /// <summary>A running sweep with open chunks.</summary>
    /// <param name="HasFresh">Whether one of them has not failed on the node that asks.</param>
    /// <param name="HasFailedHere">Whether one of them has.</param>
    private sealed record OpenSweep(int Key, int Priority, bool HasFresh, bool HasFailedHere);
}
