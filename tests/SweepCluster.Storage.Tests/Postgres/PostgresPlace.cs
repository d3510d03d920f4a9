using SweepCluster.Storage.Postgres;
using SweepCluster.Storage.Postgres.Connections;
using SweepCluster.Storage.Tests.Contract;

namespace SweepCluster.Storage.Tests.Postgres;

/// <summary>A database of its own on the server of the test run.</summary>
internal sealed class PostgresPlace : IStorePlace
{
    private readonly Lazy<Task<PostgresAddress>> _address = new(TestPostgres.NewDatabaseAsync);

    public async Task<ISweepStore> OpenAsync(StoreOptions options) => await PostgresSweepStore.OpenAsync(await _address.Value, options, CancellationToken.None);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
