using SweepCluster.Storage.Postgres;
using SweepCluster.Storage.Postgres.Connections;
using SweepCluster.Testing;

namespace SweepCluster.Storage.Tests.Postgres;

/// <summary>
/// The server that the tests of one run share: the one that <c>SWEEP_TEST_POSTGRES</c> names by its URL, or a
/// private one. Each test has its own database on it.
/// </summary>
internal static class TestPostgres
{
    private static readonly string? Given = Environment.GetEnvironmentVariable("SWEEP_TEST_POSTGRES");

    // Held here as long as this process lives; the server goes with it.
    private static readonly Lazy<Task<PostgresServer>> Own = new(() => PostgresServer.StartAsync());

    public static async Task<PostgresAddress> NewDatabaseAsync() =>
        PostgresAddress.Parse(await PostgresServer.CreateDatabaseAsync(Given is { Length: > 0 } ? Given : (await Own.Value).Url));

    public static async Task<PostgresSweepStore> NewStoreAsync() => await PostgresSweepStore.OpenAsync(await NewDatabaseAsync());
}
