using SweepCluster.Storage.Postgres;
using SweepCluster.Storage.Postgres.Connections;

namespace SweepCluster.Storage.Tests.Postgres;

public sealed class PostgresInspectionTests
{
    [Fact]
    public async Task Looking_at_an_empty_database_makes_no_tables_and_counts_sweeps_once_there_are_some()
    {
        var address = await TestPostgres.NewDatabaseAsync();
        Assert.Null((await PostgresInspection.OfAsync(address, CancellationToken.None)).Sweeps);
        Assert.Null((await PostgresInspection.OfAsync(address, CancellationToken.None)).Sweeps);

        await (await PostgresSweepStore.OpenAsync(address)).DisposeAsync();
        var found = await PostgresInspection.OfAsync(address, CancellationToken.None);
        Assert.Equal(0, found.Sweeps);
        Assert.True(int.Parse(found.ServerVersion.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture) >= 15);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named_with_the_remedy()
    {
        var settings = (await TestPostgres.NewDatabaseAsync()).ToSettings();
        var missing = PostgresAddress.Parse($"postgres://{settings.Username}:{settings.Password}@{settings.Host}:{settings.Port}/not_made");
        var refused = await Assert.ThrowsAsync<StoreException>(() => PostgresInspection.OfAsync(missing, CancellationToken.None));
        Assert.Contains("createdb", refused.Message, StringComparison.Ordinal);
    }
}
