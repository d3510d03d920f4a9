using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Tests.Contract;

/// <summary>What every store has to keep: one class of tests for each part, run once on each store.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    protected static readonly CancellationToken None = CancellationToken.None;
    protected static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    protected static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly IStorePlace _place;
    private readonly List<ISweepStore> _opened = [];

    private protected StoreContract(IStorePlace place) => _place = place;

    protected ISweepStore Store { get; private set; } = null!;

    public async Task InitializeAsync() => Store = await OpenAsync();

    public async Task DisposeAsync()
    {
        foreach (var store in _opened)
        {
            await store.DisposeAsync();
        }

        await _place.DisposeAsync();
    }

    /// <summary>Opens the same database once more.</summary>
    internal async Task<ISweepStore> OpenAsync(StoreOptions? options = null)
    {
        var store = await _place.OpenAsync(options ?? new StoreOptions());
        _opened.Add(store);
        return store;
    }

    protected static StoredSweep SweepOf(string id, int priority = 0, int minute = 0) =>
        new(new SweepId(id), $"the sweep {id}", "name: demo\n", Noon.AddMinutes(minute)) { Priority = priority };

    /// <summary>A new sweep that the coordinator <c>owner</c> owns.</summary>
    protected async Task<SweepOwnership> SubmitAsync(string id, int priority = 0, int minute = 0)
    {
        Assert.True(await Store.Sweeps.CreateAsync(SweepOf(id, priority, minute), None));
        return (await Store.Sweeps.OwnAsync("owner", Hour, int.MaxValue, None)).Single(owned => owned.Sweep.Text == id);
    }

    /// <summary>A new sweep with these chunks open.</summary>
    protected async Task<SweepOwnership> SubmitWithChunksAsync(string id, params long[] chunks)
    {
        var owner = await SubmitAsync(id);
        Assert.True(await Store.Chunks.ReleaseAsync(owner, [.. chunks.Select(number => ChunkOf(owner, number))], None));
        return owner;
    }

    /// <summary>A chunk whose trials no chunk of another number has.</summary>
    protected static Chunk ChunkOf(SweepOwnership owner, long number, int trials = 2, string shape = "2-16-2") =>
        new(new ChunkId(owner.Sweep, number), shape, [.. Enumerable.Range(0, trials).Select(i => new TrialId(new CellId($"B={number}"), i))]);

    protected static TrialResult[] ResultsOf(Chunk chunk, int epochs = 1) =>
        [.. chunk.Trials.Select(trial => Results.Of(trial.Cell.Text, trial.Replicate, Results.Trace(epochs)))];

    protected static LeaseRequest By(string node, TimeSpan? lasting = null, string device = "cpu", int trials = 1, int chunks = 1, TimeSpan? straggles = null) =>
        new(node, device, lasting ?? Hour, trials, chunks, straggles);

    /// <summary>Leases one chunk; there must be one.</summary>
    protected async Task<Lease> LeaseAsync(string node, TimeSpan? lasting = null) => Assert.Single(await Store.Chunks.LeaseAsync(By(node, lasting), None));

    /// <summary>Leases one chunk of a sweep and has the machine fail it.</summary>
    protected async Task<Chunk> FailOneAsync(string node, string cause)
    {
        var lease = await LeaseAsync(node);
        await Store.Chunks.FailAsync(IdOf(lease), cause, None);
        return lease.Chunk;
    }

    protected static LeaseId IdOf(Lease lease) => new(lease.Chunk.Id, lease.Fence);

    protected async Task<ChunkState> StateAsync(ChunkId chunk)
    {
        var unsettled = (await Store.Chunks.UnsettledAsync(chunk.Sweep, None)).Chunks.SingleOrDefault(status => status.Chunk.Id == chunk);
        return unsettled?.State ?? Assert.Single(await Store.Chunks.SettledAsync(chunk.Sweep, [chunk.Number], None)).State;
    }

    protected async Task<List<TrialResult>> ResultsAsync(SweepId sweep) =>
        [.. (await Store.Results.ReadAsync(sweep, None).ToListAsync()).OrderBy(result => result.Trial.Cell.Text, StringComparer.Ordinal).ThenBy(result => result.Trial.Replicate)];
}
