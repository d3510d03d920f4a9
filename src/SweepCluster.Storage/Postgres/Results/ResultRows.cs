using Npgsql;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Postgres.Connections;
using SweepCluster.Storage.Traces;

namespace SweepCluster.Storage.Postgres.Results;

/// <summary>Results as rows.</summary>
internal static class ResultRows
{
    /// <summary>What <see cref="Read"/> reads, of a table <c>t</c>.</summary>
    public const string Columns = "t.cell, t.replicate, t.training_ticks, t.trace";

    /// <summary>Adds results to the sweep of key <c>$1</c>; a trial that has one keeps it. The values are <see cref="Values"/>.</summary>
    public const string Add =
        """
        INSERT INTO trials (sweep, cell, replicate, training_ticks, trace)
        SELECT $1, * FROM unnest($2, $3, $4, $5)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Adds results; a trial that has one keeps it.</summary>
    /// <param name="key">Of the sweep's row.</param>
    /// <returns>How many were new.</returns>
    public static Task<int> AddAsync(PostgresTransaction transaction, int key, IReadOnlyCollection<TrialResult> results) =>
        transaction.ExecuteAsync(Add, Values(key, results));

    /// <summary>What <see cref="Add"/> adds.</summary>
    public static object[] Values(int key, IReadOnlyCollection<TrialResult> results)
    {
        // In one order, lest two transactions with trials in common wait for each other.
        var ordered = results.OrderBy(result => result.Trial.Cell.Text, StringComparer.Ordinal).ThenBy(result => result.Trial.Replicate).ToArray();
        return
        [
            key,
            Array.ConvertAll(ordered, result => result.Trial.Cell.Text),
            Array.ConvertAll(ordered, result => result.Trial.Replicate),
            Array.ConvertAll(ordered, result => result.TrainingTime.Ticks),
            Array.ConvertAll(ordered, result => TraceCodec.Encode(result.Trace)),
        ];
    }

    /// <summary>How many of some distinct trials have a result.</summary>
    public static async Task<int> CountAsync(PostgresTransaction transaction, int key, IReadOnlyCollection<TrialId> trials) => (int)(await transaction.FindAsync<long>(
        "SELECT count(*) FROM unnest($2, $3) AS wanted(cell, replicate) JOIN trials t ON t.sweep = $1 AND t.cell = wanted.cell AND t.replicate = wanted.replicate",
        key,
        trials.Select(trial => trial.Cell.Text).ToArray(),
        trials.Select(trial => trial.Replicate).ToArray()).ConfigureAwait(false))!.Value;

    public static async Task<IReadOnlyList<TrialResult>> FindAsync(PostgresDatabase database, SweepId sweep, IReadOnlyCollection<TrialId> trials, CancellationToken cancellation) =>
        trials.Count == 0
            ? []
            : await database.ReadAsync(
                $"""
                SELECT {Columns} FROM (SELECT DISTINCT * FROM unnest($2, $3) AS wanted(cell, replicate)) wanted
                JOIN trials t ON t.sweep = (SELECT key FROM sweeps WHERE id = $1) AND t.cell = wanted.cell AND t.replicate = wanted.replicate
                """,
                Read, cancellation, sweep.Text,
                trials.Select(trial => trial.Cell.Text).ToArray(),
                trials.Select(trial => trial.Replicate).ToArray()).ConfigureAwait(false);

    public static TrialResult Read(NpgsqlDataReader row) => new(
        new TrialId(new CellId(row.GetString(0)), row.GetInt32(1)),
        TraceCodec.Decode(row.GetFieldValue<byte[]>(3)),
        TimeSpan.FromTicks(row.GetInt64(2)));
}
