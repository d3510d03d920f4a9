using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Postgres.Connections;
using SweepCluster.Storage.Postgres.Results;

namespace SweepCluster.Storage.Postgres.Chunks;

/// <summary>Chunks that need no device any longer.</summary>
internal static class ChunkSettling
{
    /// <summary>Stores results and closes their chunk.</summary>
    public static async Task<Completion> CompleteAsync(PostgresTransaction transaction, LeaseId lease, IReadOnlyCollection<TrialResult> results)
    {
        var chunk = await LeasedChunk.LockAsync(transaction, lease).ConfigureAwait(false);
        if (chunk?.Node is null)
        {
            return chunk?.CompletedBy == lease.Fence ? Completion.Repeated : Completion.Refused;
        }

        if (!chunk.Trials.ToHashSet().SetEquals(results.Select(result => result.Trial)))
        {
            throw new ArgumentException($"The results are not those of the trials of chunk {lease.Chunk}.", nameof(results));
        }

        await CloseAsync(transaction, chunk, results).ConfigureAwait(false);
        transaction.Notify(StoreTopic.Results);
        return Completion.Accepted;
    }

    /// <summary>Stores what is finished of a chunk, and opens it again or, when that is all of it, closes it.</summary>
    public static async Task HandBackAsync(PostgresTransaction transaction, LeaseId lease, IReadOnlyCollection<TrialResult> finished)
    {
        if (await LeasedChunk.LockAsync(transaction, lease).ConfigureAwait(false) is not { Node: not null } chunk)
        {
            return;
        }

        var stored = await ResultRows.AddAsync(transaction, chunk.Key, finished).ConfigureAwait(false);
        if (finished.Count > 0 && await ResultRows.CountAsync(transaction, chunk.Key, chunk.Trials).ConfigureAwait(false) == chunk.Trials.Length)
        {
            await CloseAsync(transaction, chunk, [], stored).ConfigureAwait(false);
        }
        else
        {
            await chunk.HandBackAsync(transaction, stored).ConfigureAwait(false);
            transaction.Notify(StoreTopic.Chunks);
        }

        transaction.Notify(StoreTopic.Results);
    }

    /// <summary>Adds results, ends every lease of the chunk and closes it.</summary>
    /// <param name="stored">New results of the chunk that were added before.</param>
    private static Task<int> CloseAsync(PostgresTransaction transaction, LeasedChunk chunk, IReadOnlyCollection<TrialResult> results, int stored = 0) => transaction.ExecuteAsync(
        $"""
        WITH added AS (
            {ResultRows.Add} RETURNING replicate
        ), ended AS (
            DELETE FROM leases WHERE sweep = $1 AND number = $6
        )
        UPDATE chunks SET state = {(int)ChunkState.Done}, holders = 0, completed_by = $7, new_results = new_results + $8 + (SELECT count(*) FROM added)
        WHERE sweep = $1 AND number = $6
        """,
        [.. ResultRows.Values(chunk.Key, results), chunk.Number, chunk.Fence, stored]);

    /// <summary>Closes a failed chunk, adds those in its place and sets trials aside.</summary>
    /// <param name="key">Of the sweep's row.</param>
    /// <returns>Whether the chunk was failed.</returns>
    public static async Task<bool> ReplaceAsync(PostgresTransaction transaction, int key, long failed, IReadOnlyCollection<Chunk> by, IReadOnlyCollection<TrialFailure> aside)
    {
        var closed = await transaction.ExecuteAsync(
            $"UPDATE chunks SET state = {(int)ChunkState.Closed} WHERE sweep = $1 AND number = $2 AND state = {(int)ChunkState.Failed}",
            key, failed).ConfigureAwait(false);
        if (closed == 0)
        {
            return false;
        }

        await ChunkRows.AddAsync(transaction, key, by).ConfigureAwait(false);
        await FailureRows.AddAsync(transaction, key, aside).ConfigureAwait(false);
        transaction.Notify(StoreTopic.Results);
        return true;
    }

    /// <summary>Closes every chunk of a sweep that is not settled, or failed, and ends its leases.</summary>
    public static async Task WithdrawAsync(PostgresTransaction transaction, SweepId sweep)
    {
        var key = await transaction.KeyOfAsync(sweep).ConfigureAwait(false);
        await transaction.ExecuteAsync("SELECT FROM chunks WHERE sweep = $1 AND state IN (0, 1, 3) ORDER BY number FOR UPDATE", key).ConfigureAwait(false);
        var closed = await transaction.QueryAsync(
            $"UPDATE chunks SET state = {(int)ChunkState.Closed}, holders = 0 WHERE sweep = $1 AND state IN (0, 1, 3) RETURNING number",
            row => row.GetInt64(0), key).ConfigureAwait(false);
        await transaction.ExecuteAsync("DELETE FROM leases WHERE sweep = $1 AND number = ANY($2)", key, closed.ToArray()).ConfigureAwait(false);
        transaction.Notify(StoreTopic.Results);
    }

    public static async Task<IReadOnlyList<SettledChunk>> FindAsync(PostgresDatabase database, SweepId sweep, IReadOnlyCollection<long> numbers, CancellationToken cancellation)
    {
        var settled = await database.ReadAsync(
            $"""
            SELECT {ChunkRows.Columns} FROM chunks c
            WHERE c.sweep = (SELECT key FROM sweeps WHERE id = $1) AND c.number = ANY($2) AND c.state IN (2, 3, 4) ORDER BY c.number
            """,
            row => ChunkRows.Read(row, sweep), cancellation, sweep.Text, numbers.ToArray()).ConfigureAwait(false);
        var wanted = settled.Where(chunk => chunk.State == ChunkState.Done).SelectMany(chunk => chunk.Chunk.Trials).Distinct().ToArray();
        var results = (await ResultRows.FindAsync(database, sweep, wanted, cancellation).ConfigureAwait(false)).ToDictionary(result => result.Trial);
        return [.. settled.Select(chunk => new SettledChunk(chunk.Chunk, chunk.State, chunk.State == ChunkState.Done ? Of(chunk.Chunk.Trials, results) : []))];
    }

    private static List<TrialResult> Of(IEnumerable<TrialId> trials, Dictionary<TrialId, TrialResult> results) =>
        [.. trials.Where(results.ContainsKey).Select(trial => results[trial])];
}
