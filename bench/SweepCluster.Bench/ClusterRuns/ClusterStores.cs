using System.Globalization;
using SweepCluster.Storage;
using SweepCluster.Storage.Postgres;
using SweepCluster.Storage.Postgres.Connections;
using SweepCluster.Storage.Sqlite;
using SweepCluster.Testing;

namespace SweepCluster.Bench.ClusterRuns;

/// <summary>A store of its own for one measurement, which every node opens for itself. Commits wait for the disk.</summary>
internal abstract class ClusterStores : IAsyncDisposable
{
    public abstract Task<ISweepStore> OpenAsync();

    /// <summary>Where another process finds it.</summary>
    public abstract string Address { get; }

    /// <summary>What it takes on the disk; asked when everything is closed.</summary>
    public abstract Task<long> BytesAsync();

    public abstract ValueTask DisposeAsync();

    /// <param name="kind"><c>sqlite</c> or <c>postgres</c>.</param>
    /// <param name="workers">Nodes that will open it, besides the coordinator's.</param>
    public static async Task<ClusterStores> CreateAsync(string kind, int workers) => kind switch
    {
        "sqlite" => new SqliteFile(Directory.CreateTempSubdirectory("cluster-bench-").FullName),
        "postgres" => await PostgresDatabaseOfItsOwn.StartAsync(workers),
        _ => throw new ArgumentException($"'{kind}' names no store; use sqlite or postgres.", nameof(kind)),
    };

    private sealed class SqliteFile(string folder) : ClusterStores
    {
        private string File => Path.Combine(folder, "sweep.db");

        public override string Address => $"sqlite:{File}";

        public override Task<ISweepStore> OpenAsync() => Task.FromResult<ISweepStore>(SqliteSweepStore.Open(File));

        public override Task<long> BytesAsync() => Task.FromResult(Directory.GetFiles(folder).Sum(file => new FileInfo(file).Length));

        public override ValueTask DisposeAsync()
        {
            Directory.Delete(folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class PostgresDatabaseOfItsOwn(PostgresServer server, string url, string options) : ClusterStores
    {
        // A worker leases, completes and says that it is alive, each now and then: two connections are enough, and one listens.
        private const int ConnectionsOfManyWorkers = 2;
        private const int ManyWorkers = 8;

        public static async Task<PostgresDatabaseOfItsOwn> StartAsync(int workers)
        {
            var server = await PostgresServer.StartAsync(durable: true, connections: 200 + ((ConnectionsOfManyWorkers + 1) * workers));
            return new PostgresDatabaseOfItsOwn(server, await PostgresServer.CreateDatabaseAsync(server.Url), workers > ManyWorkers ? $"&connections={ConnectionsOfManyWorkers}" : "");
        }

        public override string Address => url + options;

        public override async Task<ISweepStore> OpenAsync() => await PostgresSweepStore.OpenAsync(PostgresAddress.Parse(Address));

        public override async Task<long> BytesAsync() =>
            Convert.ToInt64(await PostgresServer.ExecuteAsync(url, "SELECT pg_database_size(current_database())"), CultureInfo.InvariantCulture);

        public override ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
