using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;

namespace SweepCluster.Storage.Sqlite;

/// <summary>A chunk as its row has it; its trials are elsewhere, for they never change while the row often does.</summary>
internal sealed record SqliteChunkRow
{
    public const string Columns =
        """
        SELECT chunks.key, sweeps.id AS Sweep, number, shape, chunks.state, attempts, cause, failed_on AS FailedOn,
               chunks.fence, done_fence AS DoneFence, trial_count AS TrialCount, share, trials
        FROM chunks JOIN sweeps ON sweeps.key = chunks.sweep JOIN chunk_trials ON chunk_trials.chunk = chunks.key
        """;

    public long Key { get; init; }

    public string Sweep { get; init; } = "";

    public long Number { get; init; }

    public string Shape { get; init; } = "";

    public ChunkState State { get; init; }

    public int Attempts { get; init; }

    public string? Cause { get; init; }

    public string? FailedOn { get; init; }

    /// <summary>Of the last lease; 0 before the first.</summary>
    public long Fence { get; init; }

    /// <summary>Of the lease that completed it; null for none.</summary>
    public long? DoneFence { get; init; }

    public int TrialCount { get; init; }

    public double Share { get; init; }

    public byte[] Trials { get; init; } = [];

    public Chunk ToChunk() => new(new ChunkId(new SweepId(Sweep), Number), Shape, TrialListCodec.Decode(Trials), Attempts, Cause, FailedOn) { Share = Share };
}

/// <summary>Chunks in and out of their two tables.</summary>
internal static class SqliteChunkRows
{
    public static SqliteChunkRow? Find(SqliteWork work, ChunkId chunk) => work.First<SqliteChunkRow>(
        $"{SqliteChunkRow.Columns} WHERE sweeps.id = @Sweep AND number = @Number",
        new { Sweep = chunk.Sweep.Text, chunk.Number });

    /// <summary>Adds chunks whose numbers are not there yet and remembers the highest number.</summary>
    public static void Add(SqliteWork work, long sweep, IReadOnlyCollection<Chunk> chunks)
    {
        foreach (var chunk in chunks)
        {
            var key = work.First<long?>(
                """
                INSERT INTO chunks (sweep, number, shape, trial_count, attempts, cause, failed_on, state, fence, released_at, share)
                VALUES (@Sweep, @Number, @Shape, @Count, @Attempts, @Cause, @FailedOn, @Open, 0, @Now, @Share)
                ON CONFLICT DO NOTHING RETURNING key
                """,
                new { Sweep = sweep, chunk.Id.Number, chunk.Shape, Count = chunk.Trials.Length, chunk.Attempts, chunk.Cause, chunk.FailedOn, ChunkState.Open, work.Now, chunk.Share });
            if (key is not null)
            {
                work.Execute("INSERT INTO chunk_trials (chunk, trials) VALUES (@Key, @Trials)", new { Key = key, Trials = TrialListCodec.Encode(chunk.Trials) });
            }
        }

        if (chunks.Count > 0)
        {
            work.Execute(
                "UPDATE sweeps SET last_number = MAX(last_number, @Last) WHERE key = @Sweep",
                new { Sweep = sweep, Last = chunks.Max(chunk => chunk.Id.Number) });
        }
    }

    /// <exception cref="ArgumentException">A chunk is of another sweep.</exception>
    public static void ThrowUnlessOf(SweepId sweep, IEnumerable<ChunkId> chunks)
    {
        foreach (var chunk in chunks)
        {
            if (chunk.Sweep != sweep)
            {
                throw new ArgumentException($"Chunk {chunk} is not of sweep {sweep}.", nameof(chunks));
            }
        }
    }
}
