using System.Globalization;
using SweepCluster.Storage.Postgres;
using SweepCluster.Storage.Postgres.Connections;
using SweepCluster.Storage.Sqlite;
using SweepCluster.Testing;

namespace SweepCluster.Bench;

/// <summary>The stores that can be measured, by the text that names one.</summary>
internal static class StoreTargets
{
    private const int Epochs = 10;

    /// <param name="target"><c>sqlite</c>, <c>sqlite:PATH</c>, <c>postgres</c> or <c>postgres://…</c>.</param>
    public static async Task<object> MeasureAsync(string target) => target.Split(':', 2) switch
    {
        ["sqlite"] => await InNewFolderAsync(),
        ["sqlite", var path] => await MeasureSqliteAsync(path),
        ["postgres"] => await OnNewServerAsync(),
        _ when PostgresAddress.IsPostgres(target) => await MeasurePostgresAsync(target),
        _ => throw new ArgumentException($"'{target}' names no store; use sqlite, sqlite:PATH, postgres or postgres://user:password@host:port/database.", nameof(target)),
    };

    private static async Task<object> InNewFolderAsync()
    {
        var folder = Directory.CreateTempSubdirectory("store-bench-").FullName;
        try
        {
            return await MeasureSqliteAsync(Path.Combine(folder, "sweep.db"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<object> MeasureSqliteAsync(string path)
    {
        object speed;
        await using (var store = SqliteSweepStore.Open(path))
        {
            speed = await new StoreMeasurement(store).RunAsync();
        }

        var before = new FileInfo(path).Length;
        int trials;
        await using (var store = SqliteSweepStore.Open(path))
        {
            trials = await new StoreMeasurement(store).FillAsync(Epochs);
        }

        return new { Store = "sqlite", Speed = speed, Epochs, BytesPerMillionTrials = (new FileInfo(path).Length - before) * 1_000_000.0 / trials };
    }

    private static async Task<object> OnNewServerAsync()
    {
        await using var server = await PostgresServer.StartAsync(durable: true);
        return await MeasurePostgresAsync(server.Url);
    }

    // In a database of its own, which is left on a server that is not ours.
    private static async Task<object> MeasurePostgresAsync(string server)
    {
        var url = await PostgresServer.CreateDatabaseAsync(server);
        await using var store = await PostgresSweepStore.OpenAsync(PostgresAddress.Parse(url));
        var measurement = new StoreMeasurement(store);
        var speed = await measurement.RunAsync();
        var before = await SizeAsync(url);
        var trials = await measurement.FillAsync(Epochs);
        return new { Store = "postgres", Speed = speed, Epochs, BytesPerMillionTrials = (await SizeAsync(url) - before) * 1_000_000.0 / trials };
    }

    private static async Task<long> SizeAsync(string url) =>
        Convert.ToInt64(await PostgresServer.ExecuteAsync(url, "SELECT pg_database_size(current_database())"), CultureInfo.InvariantCulture);
}
