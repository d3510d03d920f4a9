using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Tests.Contract;

/// <summary>Who gets which chunk, in which order, and for how long.</summary>
public abstract class LeaseContract : StoreContract
{
    private protected LeaseContract(IStorePlace place)
        : base(place)
    {
    }

    [Fact]
    public async Task Chunks_are_leased_by_number_and_none_twice()
    {
        await SubmitWithChunksAsync("a", 2, 0, 1);
        Assert.Equal(0, (await LeaseAsync("n1")).Chunk.Id.Number);
        Assert.Equal(1, (await LeaseAsync("n1")).Chunk.Id.Number);
        Assert.Equal(2, (await LeaseAsync("n2")).Chunk.Id.Number);
        Assert.Empty(await Store.Chunks.LeaseAsync(By("n1"), None));
    }

    [Fact]
    public async Task A_leased_chunk_is_the_chunk_that_was_released()
    {
        var owner = await SubmitAsync("a");
        var chunk = ChunkOf(owner, 4, trials: 300) with { Attempts = 2, Cause = "out of memory", FailedOn = "n9", Share = 0.3 };
        await Store.Chunks.ReleaseAsync(owner, [chunk], None);
        Assert.Equal(chunk, (await LeaseAsync("n1")).Chunk);
    }

    [Fact]
    public async Task Higher_priority_goes_first_then_the_sweep_with_fewer_leased_trials()
    {
        var a = await SubmitAsync("a");
        var b = await SubmitAsync("b", minute: 1);
        var urgent = await SubmitAsync("urgent", priority: 1, minute: 2);
        await Store.Chunks.ReleaseAsync(a, [ChunkOf(a, 0, trials: 3), ChunkOf(a, 1, trials: 3)], None);
        await Store.Chunks.ReleaseAsync(b, [ChunkOf(b, 0), ChunkOf(b, 1), ChunkOf(b, 2)], None);
        await Store.Chunks.ReleaseAsync(urgent, [ChunkOf(urgent, 0)], None);
        var order = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            order.Add((await LeaseAsync("n1")).Chunk.Id.ToString());
        }

        Assert.Equal(["urgent/0", "a/0", "b/0", "b/1", "a/1", "b/2"], order);
    }

    [Fact]
    public async Task Chunks_of_one_sweep_and_shape_are_leased_together_up_to_the_trials_asked_for()
    {
        var a = await SubmitAsync("a");
        var b = await SubmitAsync("b", minute: 1);
        await Store.Chunks.ReleaseAsync(a, [ChunkOf(a, 0), ChunkOf(a, 1, shape: "other"), ChunkOf(a, 2), ChunkOf(a, 3), ChunkOf(a, 4)], None);
        await Store.Chunks.ReleaseAsync(b, [ChunkOf(b, 0)], None);
        Assert.Equal(["a/0", "a/2"], await NamesAsync(By("n1", trials: 5, chunks: 9)));
        Assert.Equal(["b/0"], await NamesAsync(By("n1", trials: 5, chunks: 9)));
        Assert.Equal(["a/1"], await NamesAsync(By("n1", trials: 5, chunks: 9)));
        Assert.Equal(["a/3"], await NamesAsync(By("n1", trials: 5, chunks: 1)));
        Assert.Equal(["a/4"], await NamesAsync(By("n1", trials: 5, chunks: 9)));
    }

    [Fact]
    public async Task A_device_gets_no_more_than_its_share_beside_the_first_chunk()
    {
        var owner = await SubmitAsync("a");
        await Store.Chunks.ReleaseAsync(owner, [.. Enumerable.Range(0, 6).Select(number => ChunkOf(owner, number, trials: 2) with { Share = number < 4 ? 0.25 : 1 })], None);
        Assert.Equal(["a/0", "a/1"], await NamesAsync(By("n1", trials: 16, chunks: 9)));
        Assert.Equal(["a/2"], await NamesAsync(By("n2", trials: 4, chunks: 9)));
        Assert.Equal(["a/3", "a/4"], await NamesAsync(By("n1", trials: 16, chunks: 9)));
        Assert.Equal(["a/5"], await NamesAsync(By("n1", trials: 16, chunks: 9)));
    }

    [Fact]
    public async Task The_first_chunk_is_given_however_large_it_is()
    {
        var owner = await SubmitAsync("a");
        await Store.Chunks.ReleaseAsync(owner, [ChunkOf(owner, 0, trials: 100), ChunkOf(owner, 1, trials: 1)], None);
        Assert.Equal(["a/0"], await NamesAsync(By("n1", trials: 10, chunks: 9)));
    }

    [Fact]
    public async Task A_chunk_that_has_failed_before_is_leased_alone()
    {
        var owner = await SubmitAsync("a");
        await Store.Chunks.ReleaseAsync(owner, [ChunkOf(owner, 0) with { Attempts = 1 }, ChunkOf(owner, 1) with { Attempts = 1 }, ChunkOf(owner, 2), ChunkOf(owner, 3)], None);
        Assert.Equal(["a/0"], await NamesAsync(By("n1", trials: 100, chunks: 9)));
        Assert.Equal(["a/1"], await NamesAsync(By("n1", trials: 100, chunks: 9)));
        Assert.Equal(["a/2", "a/3"], await NamesAsync(By("n1", trials: 100, chunks: 9)));
    }

    [Fact]
    public async Task A_node_gets_a_chunk_that_it_failed_only_when_nothing_else_is_open()
    {
        var a = await SubmitAsync("a", priority: 1);
        var b = await SubmitAsync("b", minute: 1);
        await Store.Chunks.ReleaseAsync(a, [ChunkOf(a, 0) with { FailedOn = "n1" }, ChunkOf(a, 1)], None);
        await Store.Chunks.ReleaseAsync(b, [ChunkOf(b, 0)], None);
        Assert.Equal(["a/1"], await NamesAsync(By("n1", trials: 100, chunks: 9)));
        Assert.Equal(["b/0"], await NamesAsync(By("n1", trials: 100, chunks: 9)));
        Assert.Equal(["a/0"], await NamesAsync(By("n1", trials: 100, chunks: 9)));
    }

    [Theory]
    [InlineData(SweepState.Paused)]
    [InlineData(SweepState.Cancelled)]
    [InlineData(SweepState.Finished)]
    public async Task Chunks_of_a_sweep_that_does_not_run_are_not_leased(SweepState state)
    {
        await SubmitWithChunksAsync("a", 0, 1);
        var leased = await LeaseAsync("n1", TimeSpan.Zero);
        await Store.Sweeps.MoveAsync(new SweepId("a"), [SweepState.Running], state, None);
        Assert.Empty(await Store.Chunks.LeaseAsync(By("n2", straggles: TimeSpan.Zero), None));
        Assert.Equal(Completion.Accepted, await Store.Chunks.CompleteAsync(IdOf(leased), ResultsOf(leased.Chunk), None));
        await Store.Sweeps.MoveAsync(new SweepId("a"), [state], SweepState.Running, None);
        Assert.Equal(1, (await LeaseAsync("n2")).Chunk.Id.Number);
    }

    [Fact]
    public async Task The_fence_rises_with_every_lease()
    {
        await SubmitWithChunksAsync("a", 0);
        var first = await LeaseAsync("n1");
        await Store.Chunks.HandBackAsync(IdOf(first), [], None);
        var second = await LeaseAsync("n1");
        Assert.Equal(first.Chunk, second.Chunk);
        Assert.True(second.Fence > first.Fence);
    }

    [Fact]
    public async Task Only_valid_leases_are_renewed()
    {
        await SubmitWithChunksAsync("a", 0, 1, 2);
        var kept = await LeaseAsync("n1", TimeSpan.Zero);
        var handedBack = await LeaseAsync("n1");
        var done = await LeaseAsync("n1");
        await Store.Chunks.HandBackAsync(IdOf(handedBack), [], None);
        await Store.Chunks.CompleteAsync(IdOf(done), ResultsOf(done.Chunk), None);
        LeaseId[] asked = [IdOf(kept), IdOf(handedBack), IdOf(done), IdOf(kept) with { Fence = kept.Fence + 1 }, new(new ChunkId(new SweepId("nobody"), 0), 1)];
        Assert.Equal([IdOf(kept)], await Store.Chunks.RenewAsync(asked, Hour, None));
        Assert.Equal(0, await Store.Chunks.ExpireAsync(kept.Chunk.Id.Sweep, None));
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_valid_until_it_is_ended_and_its_chunk_has_then_failed()
    {
        var owner = await SubmitWithChunksAsync("a", 0, 1);
        var late = await LeaseAsync("n1", TimeSpan.Zero);
        Assert.Equal(1, (await LeaseAsync("n2")).Chunk.Id.Number);
        Assert.Equal([IdOf(late)], await Store.Chunks.RenewAsync([IdOf(late)], TimeSpan.Zero, None));
        Assert.Equal(1, await Store.Chunks.ExpireAsync(owner.Sweep, None));
        Assert.Equal(0, await Store.Chunks.ExpireAsync(owner.Sweep, None));
        Assert.Empty(await Store.Chunks.RenewAsync([IdOf(late)], Hour, None));
        var failed = Assert.Single(await Store.Chunks.SettledAsync(owner.Sweep, [0, 1], None));
        Assert.Equal((ChunkState.Failed, 1, "n1"), (failed.State, failed.Chunk.Attempts, failed.Chunk.FailedOn));
        Assert.NotNull(failed.Chunk.Cause);
        Assert.Empty(failed.Results);
        Assert.Equal(Completion.Refused, await Store.Chunks.CompleteAsync(IdOf(late), ResultsOf(late.Chunk), None));
        Assert.Empty(await ResultsAsync(owner.Sweep));
    }

    [Fact]
    public async Task Leases_of_other_sweeps_are_not_ended()
    {
        await SubmitWithChunksAsync("a", 0);
        await LeaseAsync("n1", TimeSpan.Zero);
        await SubmitAsync("b");
        Assert.Equal(0, await Store.Chunks.ExpireAsync(new SweepId("b"), None));
        Assert.Equal(1, await Store.Chunks.ExpireAsync(new SweepId("a"), None));
    }

    [Fact]
    public async Task A_straggling_chunk_is_given_once_more_and_only_to_another_device_when_nothing_is_open()
    {
        await SubmitWithChunksAsync("a", 0, 1);
        var slow = await LeaseAsync("n1");
        Assert.Equal(["a/1"], await NamesAsync(By("n1", device: "cuda:0", straggles: TimeSpan.Zero)));
        Assert.Empty(await NamesAsync(By("n2")));
        Assert.Empty(await NamesAsync(By("n2", straggles: Hour)));
        Assert.Equal(["a/1"], await NamesAsync(By("n1", straggles: TimeSpan.Zero)));
        var second = Assert.Single(await Store.Chunks.LeaseAsync(By("n2", straggles: TimeSpan.Zero), None));
        Assert.Equal(slow.Chunk, second.Chunk);
        Assert.True(second.Fence > slow.Fence);
        Assert.Empty(await NamesAsync(By("n3", straggles: TimeSpan.Zero)));
        Assert.Equal(2, (await Store.Chunks.RenewAsync([IdOf(slow), IdOf(second)], Hour, None)).Count);
    }

    [Fact]
    public async Task Many_workers_at_once_get_each_chunk_once()
    {
        var owner = await SubmitWithChunksAsync("a", [.. Enumerable.Range(0, 30).Select(i => (long)i)]);
        var other = await OpenAsync();
        var leases = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? Store : other).Chunks.LeaseAsync(By($"n{i}", trials: 4, chunks: 2), None)));
        var numbers = leases.SelectMany(given => given).Select(lease => lease.Chunk.Id.Number).ToArray();
        Assert.Equal(numbers.Distinct().Count(), numbers.Length);
        while (await Store.Chunks.LeaseAsync(By("n1"), None) is [var lease])
        {
            numbers = [.. numbers, lease.Chunk.Id.Number];
        }

        Assert.Equal(Enumerable.Range(0, 30).Select(i => (long)i), numbers.Order());
        Assert.Equal(60, (await Store.Results.CountAsync(owner.Sweep, None)).LeasedTrials);
    }

    private async Task<IEnumerable<string>> NamesAsync(LeaseRequest request) => (await Store.Chunks.LeaseAsync(request, None)).Select(lease => lease.Chunk.Id.ToString());
}
