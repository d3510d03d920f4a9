namespace SweepCluster.Storage.Tests.Contract;

/// <summary>An empty database, opened as often as a test likes, and gone with it.</summary>
internal interface IStorePlace : IAsyncDisposable
{
    /// <summary>Opens it as another process would.</summary>
    Task<ISweepStore> OpenAsync(StoreOptions options);
}
