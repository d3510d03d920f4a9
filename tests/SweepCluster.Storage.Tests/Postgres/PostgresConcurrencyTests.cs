using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Postgres;

namespace SweepCluster.Storage.Tests.Postgres;

public sealed class PostgresConcurrencyTests
{
    private const int Chunks = 200;

    [Fact]
    public async Task Twenty_workers_lease_at_once_and_each_chunk_goes_to_one_of_them()
    {
        await using var store = await TestPostgres.NewStoreAsync();
        await store.SubmitAsync(Chunks);
        var leases = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => LeaseAllAsync(store)));
        Assert.Equal(Enumerable.Range(0, Chunks).Select(number => (long)number), leases.SelectMany(taken => taken).Select(lease => lease.Chunk.Id.Number).Order());
        Assert.All(leases.SelectMany(taken => taken), lease => Assert.Equal(1, lease.Fence));
        Assert.Equal((Chunks, 0), ((await store.Results.CountAsync(PostgresCluster.Sweep, CancellationToken.None)).LeasedChunks, (await store.Results.CountAsync(PostgresCluster.Sweep, CancellationToken.None)).OpenChunks));
    }

    [Fact]
    public async Task Of_many_completions_of_one_chunk_at_once_one_is_accepted()
    {
        await using var store = await TestPostgres.NewStoreAsync();
        await store.SubmitAsync(1);
        var lease = await store.LeaseAsync();
        var completions = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.CompleteAsync(lease)));
        Assert.Equal(1, completions.Count(completion => completion == Completion.Accepted));
        Assert.Equal(19, completions.Count(completion => completion == Completion.Repeated));
        await store.AssertDoneAsync([lease.Chunk]);
    }

    [Fact]
    public async Task Completions_of_chunks_with_trials_in_common_wait_for_each_other_and_count_each_trial_once()
    {
        await using var store = await TestPostgres.NewStoreAsync();
        var owner = await store.SubmitAsync(0);
        var trials = Enumerable.Range(0, 10).SelectMany(number => PostgresCluster.ChunkOf(number).Trials).ToArray();
        var chunks = Enumerable.Range(0, 20).Select(number => new Chunk(new ChunkId(PostgresCluster.Sweep, number), "2-16-2", [.. number % 2 == 0 ? trials : trials.Reverse()])).ToArray();
        await store.Chunks.ReleaseAsync(owner, chunks, CancellationToken.None);
        var leases = await LeaseAllAsync(store);
        Assert.All(await Task.WhenAll(leases.Select(store.CompleteAsync)), completion => Assert.Equal(Completion.Accepted, completion));
        Assert.Equal(trials.Length, (await store.Results.ReadAsync(PostgresCluster.Sweep, CancellationToken.None).ToListAsync()).Count);
        Assert.Equal(trials.Length, (await store.Results.CountAsync(PostgresCluster.Sweep, CancellationToken.None)).Finished);
    }

    [Fact]
    public async Task Leases_end_once_when_many_end_them_in_different_ways()
    {
        await using var store = await TestPostgres.NewStoreAsync();
        await store.SubmitAsync(40);
        var leases = new List<Lease>();
        for (var i = 0; i < 40; i++)
        {
            leases.AddRange(await store.Chunks.LeaseAsync(PostgresCluster.Request with { Duration = TimeSpan.Zero }, CancellationToken.None));
        }

        var expiring = Enumerable.Range(0, 4).Select(_ => store.Chunks.ExpireAsync(PostgresCluster.Sweep, CancellationToken.None)).ToArray();
        var completions = await Task.WhenAll(leases.AsEnumerable().Reverse().Select(store.CompleteAsync));
        var expired = (await Task.WhenAll(expiring)).Sum();
        Assert.Equal(40, expired + completions.Count(completion => completion == Completion.Accepted));
        var (unsettled, _) = await store.Chunks.UnsettledAsync(PostgresCluster.Sweep, CancellationToken.None);
        Assert.Equal(expired, unsettled.Count(chunk => chunk.State == ChunkState.Failed));
        Assert.Equal(3 * (40 - expired), (await store.Results.CountAsync(PostgresCluster.Sweep, CancellationToken.None)).Finished);
    }

    private static async Task<List<Lease>> LeaseAllAsync(PostgresSweepStore store)
    {
        var taken = new List<Lease>();
        while (await store.Chunks.LeaseAsync(PostgresCluster.Request, CancellationToken.None) is { Count: > 0 } leases)
        {
            taken.AddRange(leases);
        }

        return taken;
    }
}
