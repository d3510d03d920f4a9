using SweepCluster.Node.Configuration;
using SweepCluster.Storage;
using SweepCluster.Storage.Postgres;
using SweepCluster.Storage.Postgres.Connections;
using SweepCluster.Storage.Sqlite;

namespace SweepCluster.Node.Hosting;

/// <summary>Opens the store that settings name.</summary>
internal static class NodeStores
{
    /// <exception cref="StoreException">It cannot be used.</exception>
    public static async Task<ISweepStore> OpenAsync(StoreAddress address, TimeProvider clock, CancellationToken cancellation) => address.Kind switch
    {
        StoreKind.Sqlite => SqliteSweepStore.Open(address.Location, clock),
        StoreKind.Postgres => await PostgresSweepStore.OpenAsync(PostgresAddress.Parse(address.Location), clock, cancellation).ConfigureAwait(false),
        _ => throw new ArgumentOutOfRangeException(nameof(address), address, "A kind of store that nobody opens."),
    };
}
