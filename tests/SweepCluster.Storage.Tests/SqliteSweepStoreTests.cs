using Microsoft.Data.Sqlite;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Sqlite;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Tests;

public sealed class SqliteSweepStoreTests : IDisposable
{
    private static readonly StoredSweep Sweep = new(new SweepId("demo-1234"), "demo", "name: demo\n", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-store-").FullName;

    private string File => Path.Combine(_folder, "sweep.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_sweep_and_its_results_are_there_after_reopening()
    {
        await using (var store = SqliteSweepStore.Open(File))
        {
            await store.Sweeps.CreateAsync(Sweep, None);
            Assert.Equal(2, await store.Results.AddAsync(Sweep.Id, [Results.Of("B=1", 0), Results.Of("B=1", 1)], None));
        }

        await using var again = SqliteSweepStore.Open(File);
        Assert.Equal([Sweep], await again.Sweeps.ListAsync(None));
        var results = await again.Results.ReadAsync(Sweep.Id, None).ToListAsync();
        Assert.Equal([Results.Of("B=1", 0), Results.Of("B=1", 1)], results.OrderBy(result => result.Trial.Replicate));
    }

    [Fact]
    public async Task A_training_time_is_read_back_to_the_tick()
    {
        await using var store = SqliteSweepStore.Open(File);
        await store.Sweeps.CreateAsync(Sweep, None);
        var results = Enumerable.Range(1, 2000).Select(i => Results.Of("B=1", i) with { TrainingTime = TimeSpan.FromTicks(1_234_567L * i) }).ToArray();
        await store.Results.AddAsync(Sweep.Id, results, None);
        Assert.Equal(
            results.Select(result => result.TrainingTime),
            (await store.Results.ReadAsync(Sweep.Id, None).ToListAsync()).OrderBy(result => result.Trial.Replicate).Select(result => result.TrainingTime));
    }

    [Fact]
    public async Task A_repeated_result_changes_nothing()
    {
        await using var store = SqliteSweepStore.Open(File);
        await store.Sweeps.CreateAsync(Sweep, None);
        await store.Results.AddAsync(Sweep.Id, [Results.Of("B=1", 0)], None);
        Assert.Equal(1, await store.Results.AddAsync(Sweep.Id, [Results.Of("B=1", 0, Results.Trace(epochs: 9)), Results.Of("B=2", 0)], None));
        var results = await store.Results.ReadAsync(Sweep.Id, None).ToListAsync();
        Assert.Equal(2, results.Count);
        Assert.Equal(2, results.Single(result => result.Trial.Cell.Text == "B=1").Trace.Epochs.Length);
    }

    [Fact]
    public async Task Results_of_an_unknown_sweep_are_refused_and_none_is_kept()
    {
        await using var store = SqliteSweepStore.Open(File);
        await Assert.ThrowsAsync<StoreException>(() => store.Results.AddAsync(new SweepId("nobody"), [Results.Of("B=1", 0)], None));
        Assert.Empty(await store.Results.ReadAsync(new SweepId("nobody"), None).ToListAsync());
    }

    [Fact]
    public async Task Many_callers_at_once_lose_nothing()
    {
        await using var store = SqliteSweepStore.Open(File);
        await store.Sweeps.CreateAsync(Sweep, None);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.Results.AddAsync(Sweep.Id, [Results.Of($"B={i}", 0), Results.Of("B=shared", i % 4)], None)));
        Assert.Equal(24, await store.Results.ReadAsync(Sweep.Id, None).CountAsync());
    }

    [Fact]
    public async Task A_second_process_may_open_the_file_while_it_is_in_use()
    {
        await using var first = SqliteSweepStore.Open(File);
        await using var second = SqliteSweepStore.Open(File);
        await first.Sweeps.CreateAsync(Sweep, None);
        Assert.Equal(1, await second.Results.AddAsync(Sweep.Id, [Results.Of("B=1", 0)], None));
        Assert.Single(await first.Results.ReadAsync(Sweep.Id, None).ToListAsync());
    }

    [Fact]
    public void A_file_of_a_later_version_is_refused_by_its_number()
    {
        using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            SQLitePCL.Batteries_V2.Init();
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Assert.Contains("version 99", Assert.Throws<StoreException>(() => SqliteSweepStore.Open(File)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_a_database_is_refused_by_its_name()
    {
        System.IO.File.WriteAllText(File, new string('x', 5000));
        Assert.Contains(File, Assert.Throws<StoreException>(() => SqliteSweepStore.Open(File)).Message, StringComparison.Ordinal);
    }
}
