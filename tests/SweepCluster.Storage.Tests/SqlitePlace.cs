using SweepCluster.Storage.Sqlite;
using SweepCluster.Storage.Tests.Contract;

namespace SweepCluster.Storage.Tests;

/// <summary>A file in a folder of its own.</summary>
internal sealed class SqlitePlace : IStorePlace
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-store-").FullName;

    public string File => Path.Combine(_folder, "sweep.db");

    public Task<ISweepStore> OpenAsync(StoreOptions options) => Task.FromResult<ISweepStore>(SqliteSweepStore.Open(File, options));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
