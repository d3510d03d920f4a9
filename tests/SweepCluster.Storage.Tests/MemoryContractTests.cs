using SweepCluster.Storage.Tests.Contract;
using SweepCluster.Storage.Tests.Memory;

namespace SweepCluster.Storage.Tests;

/// <summary>What simulations run on keeps what the real stores keep.</summary>
internal sealed class MemoryPlace : IStorePlace
{
    private MemoryStore? _store;

    public Task<ISweepStore> OpenAsync(StoreOptions options) => Task.FromResult<ISweepStore>(_store ??= new MemoryStore(options.Clock, options.KeptEvents));

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class MemorySweepCatalogueTests() : SweepCatalogueContract(new MemoryPlace());

public sealed class MemoryLeaseTests() : LeaseContract(new MemoryPlace());

public sealed class MemoryChunkQueueTests() : ChunkQueueContract(new MemoryPlace());

public sealed class MemoryResultArchiveTests() : ResultArchiveContract(new MemoryPlace());

public sealed class MemoryNodeRegistryTests() : NodeRegistryContract(new MemoryPlace());

