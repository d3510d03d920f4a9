using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Traces;

namespace SweepCluster.Storage.Sqlite;

/// <summary>A result as its row has it.</summary>
internal sealed record SqliteTrialRow
{
    public string Cell { get; init; } = "";

    public int Replicate { get; init; }

    /// <summary>Training time in units of 100 ns.</summary>
    public long Ticks { get; init; }

    public byte[] Trace { get; init; } = [];

    public TrialResult ToResult() => new(new TrialId(new CellId(Cell), Replicate), TraceCodec.Decode(Trace), TimeSpan.FromTicks(Ticks));
}

/// <summary>Results and failures of trials in and out of their tables.</summary>
internal static class SqliteTrialRows
{
    /// <summary>Made before a transaction begins: encoding needs no lock.</summary>
    public static IReadOnlyList<SqliteTrialRow> Encode(IReadOnlyCollection<TrialResult> results) =>
    [
        .. results.Select(result => new SqliteTrialRow
        {
            Cell = result.Trial.Cell.Text,
            Replicate = result.Trial.Replicate,
            Ticks = result.TrainingTime.Ticks,
            Trace = TraceCodec.Encode(result.Trace),
        }),
    ];

    /// <summary>Stores results; a trial that has one keeps it and is not set aside any longer.</summary>
    /// <returns>How many were new.</returns>
    public static int Add(SqliteWork work, long sweep, IReadOnlyList<SqliteTrialRow> rows)
    {
        var added = work.Execute(
            "INSERT INTO trials (sweep, cell, replicate, ticks, trace) VALUES (@Sweep, @Cell, @Replicate, @Ticks, @Trace) ON CONFLICT DO NOTHING",
            rows.Select(row => new { Sweep = sweep, row.Cell, row.Replicate, row.Ticks, row.Trace }));
        work.Execute("UPDATE sweeps SET finished = finished + @Added WHERE key = @Sweep", new { Sweep = sweep, Added = added });
        if (work.First<long?>("SELECT 1 FROM failures WHERE sweep = @Sweep LIMIT 1", new { Sweep = sweep }) is not null)
        {
            work.Execute(
                "DELETE FROM failures WHERE sweep = @Sweep AND cell = @Cell AND replicate = @Replicate",
                rows.Select(row => new { Sweep = sweep, row.Cell, row.Replicate }));
        }

        return added;
    }

    public static List<TrialResult> Find(SqliteWork work, long sweep, IEnumerable<TrialId> trials)
    {
        var found = new List<TrialResult>();
        foreach (var trial in trials)
        {
            var row = work.First<SqliteTrialRow>(
                "SELECT cell, replicate, ticks, trace FROM trials WHERE sweep = @Sweep AND cell = @Cell AND replicate = @Replicate",
                new { Sweep = sweep, Cell = trial.Cell.Text, trial.Replicate });
            if (row is not null)
            {
                found.Add(row.ToResult());
            }
        }

        return found;
    }

    public static bool HasAll(SqliteWork work, long sweep, IEnumerable<TrialId> trials) => trials.All(trial => work.First<long?>(
        "SELECT 1 FROM trials WHERE sweep = @Sweep AND cell = @Cell AND replicate = @Replicate",
        new { Sweep = sweep, Cell = trial.Cell.Text, trial.Replicate }) is not null);

    /// <summary>Marks trials as failed for good, except those that have a result.</summary>
    public static void SetAside(SqliteWork work, long sweep, IEnumerable<TrialFailure> failures) => work.Execute(
        """
        INSERT INTO failures (sweep, cell, replicate, cause, at) SELECT @Sweep, @Cell, @Replicate, @Cause, @At
        WHERE NOT EXISTS (SELECT 1 FROM trials WHERE sweep = @Sweep AND cell = @Cell AND replicate = @Replicate)
        ON CONFLICT (sweep, cell, replicate) DO UPDATE SET cause = excluded.cause, at = excluded.at
        """,
        failures.Select(failure => new { Sweep = sweep, Cell = failure.Trial.Cell.Text, failure.Trial.Replicate, failure.Cause, At = failure.At.ToMicroseconds() }));
}
