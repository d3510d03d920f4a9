using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;

namespace SweepCluster.Storage.Tests.Contract;

/// <summary>What becomes of a chunk once it is released.</summary>
public abstract class ChunkQueueContract : StoreContract
{
    private protected ChunkQueueContract(IStorePlace place)
        : base(place)
    {
    }

    [Fact]
    public async Task Chunks_released_again_are_left_as_they_are()
    {
        var owner = await SubmitWithChunksAsync("a", 0, 1);
        Assert.True(await Store.Chunks.ReleaseAsync(owner, [ChunkOf(owner, 1, trials: 9, shape: "other"), ChunkOf(owner, 7)], None));
        var (chunks, last) = await Store.Chunks.UnsettledAsync(owner.Sweep, None);
        Assert.Equal([ChunkOf(owner, 0), ChunkOf(owner, 1), ChunkOf(owner, 7)], chunks.Select(status => status.Chunk).OrderBy(chunk => chunk.Id.Number));
        Assert.All(chunks, status => Assert.Equal(ChunkState.Open, status.State));
        Assert.Equal(7, last);
    }

    [Fact]
    public async Task A_chunk_that_is_done_and_released_again_stays_done()
    {
        var owner = await SubmitWithChunksAsync("a", 0);
        var lease = await LeaseAsync("n1");
        await Store.Chunks.CompleteAsync(IdOf(lease), ResultsOf(lease.Chunk), None);
        Assert.True(await Store.Chunks.ReleaseAsync(owner, [ChunkOf(owner, 0)], None));
        Assert.Equal(ChunkState.Done, await StateAsync(lease.Chunk.Id));
        var (chunks, last) = await Store.Chunks.UnsettledAsync(owner.Sweep, None);
        Assert.Empty(chunks);
        Assert.Equal(0, last);
    }

    [Fact]
    public async Task A_sweep_without_chunks_has_none_and_no_last_number()
    {
        var owner = await SubmitAsync("a");
        Assert.Equal(-1, (await Store.Chunks.UnsettledAsync(owner.Sweep, None)).LastNumber);
        Assert.Empty((await Store.Chunks.UnsettledAsync(owner.Sweep, None)).Chunks);
        Assert.Empty(await Store.Chunks.SettledAsync(owner.Sweep, [0, 1], None));
    }

    [Fact]
    public async Task A_completed_chunk_is_done_and_its_completion_may_be_repeated()
    {
        var owner = await SubmitWithChunksAsync("a", 0);
        var lease = await LeaseAsync("n1");
        Assert.Equal(ChunkState.Leased, await StateAsync(lease.Chunk.Id));
        Assert.Equal(Completion.Accepted, await Store.Chunks.CompleteAsync(IdOf(lease), ResultsOf(lease.Chunk), None));
        Assert.Equal(Completion.Repeated, await Store.Chunks.CompleteAsync(IdOf(lease), ResultsOf(lease.Chunk, epochs: 3), None));
        Assert.Equal(ResultsOf(lease.Chunk), await ResultsAsync(owner.Sweep));
        var settled = Assert.Single(await Store.Chunks.SettledAsync(owner.Sweep, [0], None));
        Assert.Equal((lease.Chunk, ChunkState.Done), (settled.Chunk, settled.State));
        Assert.Equal(ResultsOf(lease.Chunk).ToHashSet(), settled.Results.ToHashSet());
    }

    [Fact]
    public async Task A_result_with_an_old_fence_is_refused()
    {
        var owner = await SubmitWithChunksAsync("a", 0);
        var first = await LeaseAsync("n1");
        await Store.Chunks.HandBackAsync(IdOf(first), [], None);
        var second = await LeaseAsync("n2");
        Assert.Equal(Completion.Refused, await Store.Chunks.CompleteAsync(IdOf(first), ResultsOf(first.Chunk, epochs: 3), None));
        Assert.Empty(await ResultsAsync(owner.Sweep));
        Assert.Equal(Completion.Accepted, await Store.Chunks.CompleteAsync(IdOf(second), ResultsOf(second.Chunk), None));
        Assert.Equal(Completion.Refused, await Store.Chunks.CompleteAsync(IdOf(first), ResultsOf(first.Chunk, epochs: 3), None));
        Assert.Equal(ResultsOf(second.Chunk), await ResultsAsync(owner.Sweep));
    }

    [Fact]
    public async Task A_result_of_an_unknown_chunk_is_refused()
    {
        var owner = await SubmitAsync("a");
        Assert.Equal(Completion.Refused, await Store.Chunks.CompleteAsync(new LeaseId(new ChunkId(owner.Sweep, 0), 1), ResultsOf(ChunkOf(owner, 0)), None));
        Assert.Equal(Completion.Refused, await Store.Chunks.CompleteAsync(new LeaseId(new ChunkId(new SweepId("nobody"), 0), 1), [], None));
    }

    [Fact]
    public async Task Results_that_are_not_those_of_the_chunk_are_an_error_and_none_is_kept()
    {
        var owner = await SubmitWithChunksAsync("a", 0);
        var lease = await LeaseAsync("n1");
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Chunks.CompleteAsync(IdOf(lease), ResultsOf(lease.Chunk)[..1], None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Chunks.CompleteAsync(IdOf(lease), [.. ResultsOf(lease.Chunk), Results.Of("B=stranger", 0)], None));
        Assert.Empty(await ResultsAsync(owner.Sweep));
        Assert.Equal(Completion.Accepted, await Store.Chunks.CompleteAsync(IdOf(lease), ResultsOf(lease.Chunk), None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Of_two_devices_with_one_chunk_the_first_wins_and_the_other_is_refused(int winner)
    {
        var owner = await SubmitWithChunksAsync("a", 0);
        Lease[] leases = [await LeaseAsync("n1"), Assert.Single(await Store.Chunks.LeaseAsync(By("n2", straggles: TimeSpan.Zero), None))];
        var loser = leases[1 - winner];
        Assert.Equal(Completion.Accepted, await Store.Chunks.CompleteAsync(IdOf(leases[winner]), ResultsOf(loser.Chunk), None));
        Assert.Empty(await Store.Chunks.RenewAsync([IdOf(loser)], Hour, None));
        Assert.Equal(Completion.Refused, await Store.Chunks.CompleteAsync(IdOf(loser), ResultsOf(loser.Chunk, epochs: 3), None));
        Assert.Equal(Completion.Repeated, await Store.Chunks.CompleteAsync(IdOf(leases[winner]), ResultsOf(loser.Chunk), None));
        Assert.Equal(ResultsOf(loser.Chunk), await ResultsAsync(owner.Sweep));
    }

    [Fact]
    public async Task While_one_of_two_devices_goes_on_a_chunk_is_neither_open_nor_failed()
    {
        var owner = await SubmitWithChunksAsync("a", 0);
        var first = await LeaseAsync("n1", TimeSpan.Zero);
        var second = Assert.Single(await Store.Chunks.LeaseAsync(By("n2", straggles: TimeSpan.Zero), None));
        await Store.Chunks.FailAsync(IdOf(second), "killed", None);
        Assert.Equal(ChunkState.Leased, await StateAsync(first.Chunk.Id));
        var third = Assert.Single(await Store.Chunks.LeaseAsync(By("n3", straggles: TimeSpan.Zero), None));
        await Store.Chunks.HandBackAsync(IdOf(third), [], None);
        Assert.Equal(ChunkState.Leased, await StateAsync(first.Chunk.Id));
        var fourth = Assert.Single(await Store.Chunks.LeaseAsync(By("n4", straggles: TimeSpan.Zero), None));
        Assert.Equal(1, await Store.Chunks.ExpireAsync(owner.Sweep, None));
        Assert.Equal(ChunkState.Leased, await StateAsync(first.Chunk.Id));
        Assert.Equal(0, fourth.Chunk.Attempts);
        Assert.Equal(Completion.Accepted, await Store.Chunks.CompleteAsync(IdOf(fourth), ResultsOf(fourth.Chunk), None));
    }

    [Fact]
    public async Task What_is_finished_of_a_chunk_handed_back_is_stored_and_all_of_it_closes_the_chunk()
    {
        var owner = await SubmitWithChunksAsync("a", 0);
        var lease = await LeaseAsync("n1");
        var all = ResultsOf(lease.Chunk).ToArray();
        await Store.Chunks.HandBackAsync(IdOf(lease), all[..1], None);
        Assert.Equal(ChunkState.Open, await StateAsync(lease.Chunk.Id));
        Assert.Equal(all[..1], await ResultsAsync(owner.Sweep));

        // A lease that is gone brings nothing in any more.
        await Store.Chunks.HandBackAsync(IdOf(lease), all, None);
        Assert.Equal(all[..1], await ResultsAsync(owner.Sweep));

        var again = await LeaseAsync("n2");
        await Store.Chunks.HandBackAsync(IdOf(again), all[1..], None);
        Assert.Equal(ChunkState.Done, await StateAsync(lease.Chunk.Id));
        Assert.Equal(all.ToHashSet(), (await ResultsAsync(owner.Sweep)).ToHashSet());
        Assert.Equal(Completion.Repeated, await Store.Chunks.CompleteAsync(IdOf(again), all, None));
    }

    [Fact]
    public async Task A_chunk_handed_back_is_open_again_without_an_attempt()
    {
        await SubmitWithChunksAsync("a", 0);
        var lease = await LeaseAsync("n1");
        await Store.Chunks.HandBackAsync(IdOf(lease), [], None);
        Assert.Equal(ChunkState.Open, await StateAsync(lease.Chunk.Id));
        var again = await LeaseAsync("n1");
        Assert.Equal(lease.Chunk, again.Chunk);
        await Store.Chunks.HandBackAsync(IdOf(lease), [], None);
        await Store.Chunks.FailAsync(IdOf(lease), "late", None);
        Assert.Equal(ChunkState.Leased, await StateAsync(lease.Chunk.Id));
    }

    [Fact]
    public async Task A_failed_chunk_waits_for_its_owner_with_cause_node_and_attempts()
    {
        var owner = await SubmitAsync("a");
        await Store.Chunks.ReleaseAsync(owner, [ChunkOf(owner, 0) with { Attempts = 2 }], None);
        var chunk = await FailOneAsync("n1", "out of memory");
        Assert.Empty(await Store.Chunks.LeaseAsync(By("n2", straggles: TimeSpan.Zero), None));
        var expected = chunk with { Attempts = 3, Cause = "out of memory", FailedOn = "n1" };
        Assert.Equal(new ChunkStatus(expected, ChunkState.Failed), Assert.Single((await Store.Chunks.UnsettledAsync(owner.Sweep, None)).Chunks));
        var settled = Assert.Single(await Store.Chunks.SettledAsync(owner.Sweep, [0], None));
        Assert.Equal((expected, ChunkState.Failed), (settled.Chunk, settled.State));
    }

    [Fact]
    public async Task A_failed_chunk_is_replaced_and_trials_set_aside_at_once()
    {
        var owner = await SubmitWithChunksAsync("a", 0, 1);
        var failed = await FailOneAsync("n1", "killed");
        var half = new Chunk(new ChunkId(owner.Sweep, 2), failed.Shape, failed.Trials[..1], 1, "killed", "n1");
        var aside = new TrialFailure(failed.Trials[1], "the worker died three times while training it alone", Noon.AddMicroseconds(7));
        Assert.False(await Store.Chunks.ReplaceAsync(owner, new ChunkId(owner.Sweep, 1), [half], [aside], None));
        Assert.Equal(1, (await Store.Chunks.UnsettledAsync(owner.Sweep, None)).LastNumber);
        Assert.True(await Store.Chunks.ReplaceAsync(owner, failed.Id, [half], [aside], None));
        Assert.False(await Store.Chunks.ReplaceAsync(owner, failed.Id, [half with { Id = new ChunkId(owner.Sweep, 3) }], [], None));

        var (chunks, last) = await Store.Chunks.UnsettledAsync(owner.Sweep, None);
        Assert.Equal([new ChunkStatus(ChunkOf(owner, 1), ChunkState.Open), new ChunkStatus(half, ChunkState.Open)], chunks.OrderBy(status => status.Chunk.Id.Number));
        Assert.Equal(2, last);
        Assert.Equal([aside], await Store.Results.FailuresAsync(owner.Sweep, None));
        Assert.Equal(ChunkState.Closed, await StateAsync(failed.Id));
    }

    [Fact]
    public async Task Withdrawn_chunks_are_closed_and_their_results_refused_but_what_is_done_stays()
    {
        var owner = await SubmitWithChunksAsync("a", 0, 1, 2, 3);
        var done = await LeaseAsync("n1");
        await Store.Chunks.CompleteAsync(IdOf(done), ResultsOf(done.Chunk), None);
        await FailOneAsync("n1", "killed");
        var leased = await LeaseAsync("n1");
        await Store.Chunks.WithdrawAsync(owner.Sweep, None);
        await Store.Chunks.WithdrawAsync(owner.Sweep, None);
        Assert.Equal(Completion.Refused, await Store.Chunks.CompleteAsync(IdOf(leased), ResultsOf(leased.Chunk), None));
        Assert.Empty(await Store.Chunks.LeaseAsync(By("n1", straggles: TimeSpan.Zero), None));
        var settled = await Store.Chunks.SettledAsync(owner.Sweep, [0, 1, 2, 3], None);
        Assert.Equal(
            [(0, ChunkState.Done), (1, ChunkState.Closed), (2, ChunkState.Closed), (3, ChunkState.Closed)],
            settled.OrderBy(chunk => chunk.Chunk.Id.Number).Select(chunk => ((int)chunk.Chunk.Id.Number, chunk.State)));
        Assert.Equal(3, (await Store.Chunks.UnsettledAsync(owner.Sweep, None)).LastNumber);
        Assert.Equal([(1, ChunkState.Closed), (2, ChunkState.Closed), (3, ChunkState.Closed)], await Store.Chunks.StatesAsync(owner.Sweep, from: 1, None));
    }

    [Fact]
    public async Task How_chunks_stand_is_told_by_number_from_one_on()
    {
        var owner = await SubmitWithChunksAsync("a", 0, 1, 2, 3);
        await SubmitWithChunksAsync("b", 7);
        await Store.Chunks.CompleteAsync(IdOf(await LeaseAsync("n1")), ResultsOf(ChunkOf(owner, 0)), None);
        await LeaseAsync("n2");
        Assert.Equal([(0, ChunkState.Done), (1, ChunkState.Leased), (2, ChunkState.Open), (3, ChunkState.Open)], await Store.Chunks.StatesAsync(owner.Sweep, from: 0, None));
        Assert.Equal([(2, ChunkState.Open), (3, ChunkState.Open)], await Store.Chunks.StatesAsync(owner.Sweep, from: 2, None));
        Assert.Empty(await Store.Chunks.StatesAsync(owner.Sweep, from: 4, None));
    }

    [Fact]
    public async Task A_done_chunk_has_the_results_that_were_first_whoever_committed_them()
    {
        var owner = await SubmitAsync("a");
        var shared = new TrialId(new CellId("B=shared"), 0);
        var alone = new TrialId(new CellId("B=alone"), 0);
        Chunk[] chunks = [new(new ChunkId(owner.Sweep, 0), "s", [shared]), new(new ChunkId(owner.Sweep, 1), "s", [alone, shared])];
        await Store.Chunks.ReleaseAsync(owner, chunks, None);
        Lease[] leases = [await LeaseAsync("n1"), await LeaseAsync("n2")];
        await Store.Chunks.CompleteAsync(IdOf(leases[0]), ResultsOf(chunks[0], epochs: 1), None);
        Assert.Equal(Completion.Accepted, await Store.Chunks.CompleteAsync(IdOf(leases[1]), ResultsOf(chunks[1], epochs: 2), None));
        var settled = Assert.Single(await Store.Chunks.SettledAsync(owner.Sweep, [1], None));
        Assert.Equal([(alone, 2), (shared, 1)], settled.Results.OrderBy(result => result.Trial.Cell.Text, StringComparer.Ordinal).Select(result => (result.Trial, result.Trace.Epochs.Length)));
        Assert.Equal(2, (await Store.Results.CountAsync(owner.Sweep, None)).Finished);
    }
}
