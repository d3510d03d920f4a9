using System.Text.Json;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Sqlite;

internal sealed class SqliteChunkQueue(SqliteDatabase database) : IChunkQueue
{
    public Task<bool> ReleaseAsync(SweepOwnership owner, IReadOnlyCollection<Chunk> chunks, CancellationToken cancellation)
    {
        SqliteChunkRows.ThrowUnlessOf(owner.Sweep, chunks.Select(chunk => chunk.Id));
        return database.WriteAsync(
            work =>
            {
                if (!work.IsPresent(owner, out var sweep))
                {
                    return false;
                }

                SqliteChunkRows.Add(work, sweep.Value, chunks);
                return true;
            },
            cancellation,
            StoreTopic.Chunks);
    }

    public Task<(IReadOnlyList<ChunkStatus> Chunks, long LastNumber)> UnsettledAsync(SweepId sweep, CancellationToken cancellation) =>
        database.ReadAsync<(IReadOnlyList<ChunkStatus>, long)>(
            work =>
            {
                var lastNumber = work.First<long?>("SELECT last_number FROM sweeps WHERE id = @Id", new { Id = sweep.Text }) ?? -1;
                var rows = work.Query<SqliteChunkRow>(
                    $"{SqliteChunkRow.Columns} WHERE sweeps.id = @Id AND chunks.state IN (@Open, @Leased, @Failed) ORDER BY number",
                    new { Id = sweep.Text, ChunkState.Open, ChunkState.Leased, ChunkState.Failed });
                return ([.. rows.Select(row => new ChunkStatus(row.ToChunk(), row.State))], lastNumber);
            },
            cancellation);

    public Task<IReadOnlyList<Lease>> LeaseAsync(LeaseRequest request, CancellationToken cancellation) =>
        database.WriteAsync(work => SqliteLeases.Lease(work, request), cancellation);

    public Task<IReadOnlyList<LeaseId>> RenewAsync(IReadOnlyCollection<LeaseId> leases, TimeSpan duration, CancellationToken cancellation) =>
        database.WriteAsync<IReadOnlyList<LeaseId>>(work => [.. leases.Where(lease => SqliteLeases.Renew(work, lease, duration))], cancellation);

    public Task<Completion> CompleteAsync(LeaseId lease, IReadOnlyCollection<TrialResult> results, CancellationToken cancellation)
    {
        var rows = SqliteTrialRows.Encode(results);
        return database.WriteAsync(
            work =>
            {
                if (SqliteChunkRows.Find(work, lease.Chunk) is not { } chunk)
                {
                    return Completion.Refused;
                }

                if (chunk.State == ChunkState.Done && chunk.DoneFence == lease.Fence)
                {
                    return Completion.Repeated;
                }

                if (!SqliteLeases.Exists(work, chunk.Key, lease.Fence))
                {
                    return Completion.Refused;
                }

                if (!TrialListCodec.Decode(chunk.Trials).ToHashSet().SetEquals(results.Select(result => result.Trial)))
                {
                    throw new ArgumentException($"The results are not those of the trials of chunk {lease.Chunk}.", nameof(results));
                }

                SqliteTrialRows.Add(work, work.KeyOf(lease.Chunk.Sweep), rows);
                work.Reach("results stored");
                SqliteLeases.EndAll(work, chunk.Key);
                work.Reach("leases ended");
                work.Execute("UPDATE chunks SET state = @Done, done_fence = @Fence WHERE key = @Key", new { ChunkState.Done, lease.Fence, chunk.Key });
                work.Reach("chunk closed");
                return Completion.Accepted;
            },
            cancellation,
            StoreTopic.Results);
    }

    public Task HandBackAsync(LeaseId lease, IReadOnlyCollection<TrialResult> finished, CancellationToken cancellation)
    {
        var rows = SqliteTrialRows.Encode(finished);
        return database.WriteAsync(
            work =>
            {
                if (!SqliteLeases.HandBack(work, lease))
                {
                    return false;
                }

                var sweep = work.KeyOf(lease.Chunk.Sweep);
                SqliteTrialRows.Add(work, sweep, rows);
                work.Reach("results stored");
                if (SqliteChunkRows.Find(work, lease.Chunk) is { } chunk && SqliteTrialRows.HasAll(work, sweep, TrialListCodec.Decode(chunk.Trials)))
                {
                    SqliteLeases.EndAll(work, chunk.Key);
                    work.Execute("UPDATE chunks SET state = @Done, done_fence = @Fence WHERE key = @Key", new { ChunkState.Done, lease.Fence, chunk.Key });
                }

                return true;
            },
            cancellation,
            StoreTopic.Results,
            StoreTopic.Chunks);
    }

    public Task FailAsync(LeaseId lease, string cause, CancellationToken cancellation) => database.WriteAsync(
        work => SqliteLeases.Fail(work, lease, cause),
        cancellation,
        StoreTopic.Results);

    // Coordinators ask after every wake-up and nearly always there is nothing to end: that must wake nobody.
    public async Task<int> ExpireAsync(SweepId sweep, CancellationToken cancellation) =>
        await database.ReadAsync(work => SqliteLeases.Late(work, sweep).Count > 0, cancellation).ConfigureAwait(false)
            ? await database.WriteAsync(work => SqliteLeases.Expire(work, sweep), cancellation, StoreTopic.Results).ConfigureAwait(false)
            : 0;

    public Task<IReadOnlyList<(long Number, ChunkState State)>> StatesAsync(SweepId sweep, long from, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<(long Number, ChunkState State)>>(
            work => work.Query<(long Number, ChunkState State)>(
                "SELECT number, state FROM chunks WHERE sweep = (SELECT key FROM sweeps WHERE id = @Id) AND number >= @From ORDER BY number",
                new { Id = sweep.Text, From = from }),
            cancellation);

    public Task<IReadOnlyList<SettledChunk>> SettledAsync(SweepId sweep, IReadOnlyCollection<long> numbers, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<SettledChunk>>(
            work =>
            {
                var rows = work.Query<SqliteChunkRow>(
                    $"{SqliteChunkRow.Columns} WHERE sweeps.id = @Sweep AND number IN (SELECT value FROM json_each(@Numbers)) AND chunks.state IN (@Done, @Failed, @Closed)",
                    new { Sweep = sweep.Text, Numbers = JsonSerializer.Serialize(numbers), ChunkState.Done, ChunkState.Failed, ChunkState.Closed });
                return
                [
                    .. rows.Select(row => (Chunk: row.ToChunk(), row.State)).Select(found => new SettledChunk(
                        found.Chunk, found.State, found.State == ChunkState.Done ? SqliteTrialRows.Find(work, work.KeyOf(sweep), found.Chunk.Trials) : [])),
                ];
            },
            cancellation);

    public Task<bool> ReplaceAsync(SweepOwnership owner, ChunkId failed, IReadOnlyCollection<Chunk> by, IReadOnlyCollection<TrialFailure> aside, CancellationToken cancellation)
    {
        SqliteChunkRows.ThrowUnlessOf(owner.Sweep, by.Select(chunk => chunk.Id).Append(failed));
        return database.WriteAsync(
            work =>
            {
                if (!work.IsPresent(owner, out var sweep)
                    || work.Execute(
                        "UPDATE chunks SET state = @Closed WHERE sweep = @Sweep AND number = @Number AND state = @Failed",
                        new { ChunkState.Closed, Sweep = sweep, failed.Number, ChunkState.Failed }) == 0)
                {
                    return false;
                }

                work.Reach("failed chunk closed");
                SqliteChunkRows.Add(work, sweep.Value, by);
                work.Reach("replacements added");
                SqliteTrialRows.SetAside(work, sweep.Value, aside);
                work.Reach("trials set aside");
                return true;
            },
            cancellation,
            StoreTopic.Chunks,
            StoreTopic.Results);
    }

    public Task WithdrawAsync(SweepId sweep, CancellationToken cancellation) => database.WriteAsync(
        work =>
        {
            var key = work.KeyOf(sweep);
            work.Execute("DELETE FROM leases WHERE chunk IN (SELECT key FROM chunks WHERE sweep = @Key AND state = @Leased)", new { Key = key, ChunkState.Leased });
            work.Reach("leases ended");
            return work.Execute(
                "UPDATE chunks SET state = @Closed WHERE sweep = @Key AND state IN (@Open, @Leased, @Failed)",
                new { Key = key, ChunkState.Closed, ChunkState.Open, ChunkState.Leased, ChunkState.Failed });
        },
        cancellation,
        StoreTopic.Results);

    public Task<ChunkBacklog> BacklogAsync(CancellationToken cancellation) => database.ReadAsync(
        work =>
        {
            var rows = work.Query<(ChunkState State, long Chunks, long? Oldest)>(
                """
                SELECT chunks.state, COUNT(*), MIN(released_at) FROM chunks JOIN sweeps ON sweeps.key = chunks.sweep
                WHERE sweeps.state = @Running AND chunks.state IN (@Open, @Leased) GROUP BY chunks.state
                """,
                new { SweepState.Running, ChunkState.Open, ChunkState.Leased });
            var open = rows.FirstOrDefault(row => row.State == ChunkState.Open);
            return new ChunkBacklog(
                open.Chunks,
                rows.FirstOrDefault(row => row.State == ChunkState.Leased).Chunks,
                open.Oldest is { } oldest ? TimeSpan.FromMicroseconds(Math.Max(0, work.Now - oldest)) : TimeSpan.Zero);
        },
        cancellation);
}
