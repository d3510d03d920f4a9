using System.Globalization;
using Microsoft.Data.Sqlite;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Sqlite;
using SweepCluster.Storage.Sweeps;
using SweepCluster.Storage.Traces;

namespace SweepCluster.Storage.Tests;

public sealed class SqliteMigrationTests : IDisposable
{
    private const string FirstSchema =
        """
        CREATE TABLE sweeps (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, resolved_file TEXT NOT NULL, created_at TEXT NOT NULL);
        CREATE TABLE trials (
            sweep_id TEXT NOT NULL REFERENCES sweeps(id), cell TEXT NOT NULL, replicate INTEGER NOT NULL,
            training_seconds REAL NOT NULL, trace BLOB NOT NULL, PRIMARY KEY (sweep_id, cell, replicate)) WITHOUT ROWID;
        PRAGMA user_version = 1;
        """;

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Created = new DateTimeOffset(2026, 1, 2, 3, 4, 59, TimeSpan.Zero).AddTicks(9_999_997);

    private readonly SqlitePlace _place = new();

    public void Dispose() => _place.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Fact]
    public async Task A_file_of_the_first_version_keeps_its_sweeps_and_every_trial_to_the_tick()
    {
        var results = Enumerable.Range(1, 500).Select(i => Results.Of($"B={i % 3}", i) with { TrainingTime = TimeSpan.FromTicks(1_234_567_891L * i) }).ToArray();
        WriteFirstVersion(results);
        await using var store = SqliteSweepStore.Open(_place.File);
        var expected = new StoredSweep(new SweepId("a"), "the sweep", "name: a\n", Created.AddTicks(-7));
        Assert.Equal(
            [expected with { Id = new SweepId("offset"), CreatedAt = Created.AddTicks(-7).AddHours(-2) }, expected],
            await store.Sweeps.ListAsync(None));
        Assert.Equal(results, (await store.Results.ReadAsync(expected.Id, None).ToListAsync()).OrderBy(result => result.Trial.Replicate));
        Assert.Equal(500, (await store.Results.CountAsync(expected.Id, None)).Finished);
        Assert.Equal(1, await store.Results.AddAsync(expected.Id, [results[0], Results.Of("B=new", 0)], None));
    }

    [Fact]
    public async Task Many_processes_that_start_at_once_bring_the_file_up_once()
    {
        WriteFirstVersion([Results.Of("B=1", 0)]);
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SqliteSweepStore.Open(_place.File))));
        foreach (var store in stores)
        {
            Assert.Single(await store.Results.ReadAsync(new SweepId("a"), None).ToListAsync());
            await store.DisposeAsync();
        }
    }

    [Fact]
    public void A_reader_refuses_a_file_of_the_first_version_and_says_what_brings_it_up()
    {
        WriteFirstVersion([]);
        var failure = Assert.Throws<StoreException>(() => SqliteSweepStore.OpenExisting(_place.File));
        Assert.Contains("version 1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--resume", failure.Message, StringComparison.Ordinal);
    }

    private void WriteFirstVersion(IEnumerable<Domain.Outcomes.TrialResult> results)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={_place.File};Pooling=False");
        connection.Open();
        Execute(connection, FirstSchema);
        Execute(connection, "BEGIN");
        Execute(connection, "INSERT INTO sweeps VALUES ($1, $2, $3, $4)", "a", "the sweep", "name: a\n", Created.ToString("O", CultureInfo.InvariantCulture));
        Execute(connection, "INSERT INTO sweeps VALUES ($1, $2, $3, $4)", "offset", "the sweep", "name: a\n", Created.ToString("O", CultureInfo.InvariantCulture).Replace("+00:00", "+02:00", StringComparison.Ordinal));
        foreach (var (trial, trace, time) in results)
        {
            Execute(connection, "INSERT INTO trials VALUES ($1, $2, $3, $4, $5)", "a", trial.Cell.Text, trial.Replicate, time.TotalSeconds, TraceCodec.Encode(trace));
        }

        Execute(connection, "COMMIT");
    }

    private static void Execute(SqliteConnection connection, string sql, params object[] values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i]);
        }

        command.ExecuteNonQuery();
    }
}
