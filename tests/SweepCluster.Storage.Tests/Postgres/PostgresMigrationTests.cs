using Npgsql;
using SweepCluster.Storage.Postgres;

namespace SweepCluster.Storage.Tests.Postgres;

public sealed class PostgresMigrationTests
{
    [Fact]
    public async Task Twenty_nodes_may_start_at_once_on_an_empty_database()
    {
        var address = await TestPostgres.NewDatabaseAsync();
        var stores = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostgresSweepStore.OpenAsync(address)));
        foreach (var store in stores)
        {
            Assert.Empty(await store.Sweeps.ListAsync(CancellationToken.None));
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_database_of_a_later_version_is_refused_by_its_number()
    {
        var address = await TestPostgres.NewDatabaseAsync();
        await (await PostgresSweepStore.OpenAsync(address)).DisposeAsync();
        await using (var source = NpgsqlDataSource.Create(address.ToSettings()))
        {
            await using var command = source.CreateCommand("INSERT INTO schema_versions (version) VALUES (99)");
            await command.ExecuteNonQueryAsync();
        }

        var refused = await Assert.ThrowsAsync<StoreException>(() => PostgresSweepStore.OpenAsync(address));
        Assert.Contains("version 99", refused.Message, StringComparison.Ordinal);
        Assert.False(refused.IsTransient);
    }
}
