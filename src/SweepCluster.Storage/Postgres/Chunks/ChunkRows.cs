using Npgsql;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Postgres.Connections;

namespace SweepCluster.Storage.Postgres.Chunks;

/// <summary>Chunks as rows.</summary>
internal static class ChunkRows
{
    /// <summary>What <see cref="Read"/> reads, of a table or subquery <c>c</c>.</summary>
    public const string Columns = "c.number, c.shape, c.trials, c.attempts, c.cause, c.failed_on, c.state, c.fence, c.share";

    public static ChunkStatus Read(NpgsqlDataReader row, SweepId sweep) => new(
        new Chunk(new ChunkId(sweep, row.GetInt64(0)), row.GetString(1), TrialListCodec.Decode(row.GetFieldValue<byte[]>(2)))
        {
            Attempts = row.GetInt32(3),
            Cause = row.IsDBNull(4) ? null : row.GetString(4),
            FailedOn = row.IsDBNull(5) ? null : row.GetString(5),
            Share = row.GetDouble(8),
        },
        (ChunkState)row.GetInt16(6));

    /// <summary>The fence of the chunk's last lease, in a row as <see cref="Read"/> reads it.</summary>
    public static long Fence(NpgsqlDataReader row) => row.GetInt64(7);

    /// <exception cref="ArgumentException">A chunk is of another sweep.</exception>
    public static void ThrowUnlessOf(SweepId sweep, IEnumerable<ChunkId> chunks)
    {
        foreach (var chunk in chunks.Where(chunk => chunk.Sweep != sweep))
        {
            throw new ArgumentException($"Chunk {chunk} is not of sweep {sweep}.", nameof(chunks));
        }
    }

    /// <summary>Adds open chunks; leaves those alone whose number is there.</summary>
    /// <param name="key">Of the sweep's row.</param>
    public static async Task AddAsync(PostgresTransaction transaction, int key, IReadOnlyCollection<Chunk> chunks)
    {
        if (chunks.Count == 0)
        {
            return;
        }

        transaction.Notify(StoreTopic.Chunks);
        await transaction.ExecuteAsync(
            """
            INSERT INTO chunks (sweep, number, shape, trials, trial_count, attempts, cause, failed_on, share)
            SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT DO NOTHING
            """,
            key,
            chunks.Select(chunk => chunk.Id.Number).ToArray(),
            chunks.Select(chunk => chunk.Shape).ToArray(),
            chunks.Select(chunk => TrialListCodec.Encode(chunk.Trials)).ToArray(),
            chunks.Select(chunk => chunk.Trials.Length).ToArray(),
            chunks.Select(chunk => chunk.Attempts).ToArray(),
            chunks.Select(chunk => chunk.Cause).ToArray(),
            chunks.Select(chunk => chunk.FailedOn).ToArray(),
            chunks.Select(chunk => chunk.Share).ToArray()).ConfigureAwait(false);
    }
}
