using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Tests.Contract;

public abstract class SweepCatalogueContract : StoreContract
{
    private static readonly SweepId A = new("a");

    private protected SweepCatalogueContract(IStorePlace place)
        : base(place)
    {
    }

    [Fact]
    public async Task A_sweep_reads_back_equal_and_is_listed_by_age()
    {
        var young = SweepOf("young", priority: -3, minute: 1) with { ResolvedFile = "name: 'ü\U0001F600'\n" };
        var old = SweepOf("old") with { CreatedAt = Noon.AddMicroseconds(-1) };
        Assert.True(await Store.Sweeps.CreateAsync(young, None));
        Assert.True(await Store.Sweeps.CreateAsync(old, None));
        Assert.Equal([old, young], await Store.Sweeps.ListAsync(None));
        Assert.Equal(young, await Store.Sweeps.FindAsync(young.Id, None));
        Assert.Null(await Store.Sweeps.FindAsync(new SweepId("nobody"), None));
    }

    [Fact]
    public async Task Creating_a_sweep_again_changes_nothing()
    {
        Assert.True(await Store.Sweeps.CreateAsync(SweepOf("a"), None));
        Assert.False(await Store.Sweeps.CreateAsync(SweepOf("a", priority: 9) with { Name = "another" }, None));
        Assert.Equal(SweepOf("a"), Assert.Single(await Store.Sweeps.ListAsync(None)));
    }

    [Fact]
    public async Task A_sweep_moves_only_from_the_states_named_and_each_move_raises_the_revision()
    {
        await Store.Sweeps.CreateAsync(SweepOf("a"), None);
        Assert.False(await Store.Sweeps.MoveAsync(A, [SweepState.Paused, SweepState.Finished], SweepState.Running, None));
        Assert.True(await Store.Sweeps.MoveAsync(A, [SweepState.Running], SweepState.Paused, None));
        Assert.Equal(SweepOf("a") with { State = SweepState.Paused, Revision = 1 }, await Store.Sweeps.FindAsync(A, None));
        Assert.True(await Store.Sweeps.MoveAsync(A, [SweepState.Running, SweepState.Paused], SweepState.Cancelled, None));
        var cancelled = await Store.Sweeps.FindAsync(A, None);
        Assert.Equal((SweepState.Cancelled, 2), (cancelled!.State, cancelled.Revision));
        Assert.NotNull(cancelled.EndedAt);
        Assert.True(await Store.Sweeps.MoveAsync(A, [SweepState.Cancelled], SweepState.Running, None));
        Assert.Equal(SweepOf("a") with { Revision = 3 }, await Store.Sweeps.FindAsync(A, None));
        Assert.False(await Store.Sweeps.MoveAsync(new SweepId("nobody"), [SweepState.Running], SweepState.Paused, None));
    }

    [Fact]
    public async Task A_move_to_the_state_that_a_sweep_is_in_changes_nothing()
    {
        await Store.Sweeps.CreateAsync(SweepOf("a"), None);
        Assert.True(await Store.Sweeps.MoveAsync(A, [SweepState.Running, SweepState.Paused], SweepState.Running, None));
        Assert.Equal(SweepOf("a"), await Store.Sweeps.FindAsync(A, None));
    }

    [Fact]
    public async Task A_revision_takes_file_and_priority_and_runs_a_sweep_that_has_ended()
    {
        var owner = await SubmitAsync("a");
        Assert.True(await Store.Sweeps.FinishAsync(owner, 0, None));
        Assert.True(await Store.Sweeps.ReviseAsync(A, 1, "name: longer\n", 7, None));
        Assert.Equal(SweepOf("a", priority: 7) with { ResolvedFile = "name: longer\n", Revision = 2 }, await Store.Sweeps.FindAsync(A, None));
        Assert.False(await Store.Sweeps.ReviseAsync(A, 1, "name: late\n", 8, None));
        Assert.False(await Store.Sweeps.ReviseAsync(new SweepId("nobody"), 0, "", 0, None));
        Assert.Equal("name: longer\n", (await Store.Sweeps.FindAsync(A, None))!.ResolvedFile);
    }

    [Fact]
    public async Task A_revised_sweep_that_is_paused_stays_so()
    {
        await Store.Sweeps.CreateAsync(SweepOf("a"), None);
        await Store.Sweeps.MoveAsync(A, [SweepState.Running], SweepState.Paused, None);
        Assert.True(await Store.Sweeps.ReviseAsync(A, 1, "name: longer\n", 0, None));
        Assert.Equal(SweepState.Paused, (await Store.Sweeps.FindAsync(A, None))!.State);
    }

    [Fact]
    public async Task A_sweep_is_finished_by_its_owner_for_the_revision_that_it_looked_at()
    {
        var owner = await SubmitAsync("a");
        Assert.False(await Store.Sweeps.FinishAsync(owner with { Fence = owner.Fence - 1 }, 0, None));
        Assert.False(await Store.Sweeps.FinishAsync(owner, 1, None));
        Assert.Equal(SweepState.Running, (await Store.Sweeps.FindAsync(A, None))!.State);
        Assert.True(await Store.Sweeps.FinishAsync(owner, 0, None));
        var finished = await Store.Sweeps.FindAsync(A, None);
        Assert.Equal((SweepState.Finished, 1), (finished!.State, finished.Revision));
        Assert.NotNull(finished.EndedAt);
    }

    [Fact]
    public async Task A_paused_sweep_is_not_finished()
    {
        var owner = await SubmitAsync("a");
        await Store.Sweeps.MoveAsync(A, [SweepState.Running], SweepState.Paused, None);
        Assert.False(await Store.Sweeps.FinishAsync(owner, 1, None));
        Assert.Equal(SweepState.Paused, (await Store.Sweeps.FindAsync(A, None))!.State);
    }

    [Fact]
    public async Task A_coordinator_takes_the_oldest_free_sweeps_up_to_what_it_is_willing_to_own()
    {
        await Store.Sweeps.CreateAsync(SweepOf("young", minute: 2), None);
        await Store.Sweeps.CreateAsync(SweepOf("old", minute: 0), None);
        await Store.Sweeps.CreateAsync(SweepOf("middle", minute: 1), None);
        Assert.Equal(["old", "middle"], Names(await Store.Sweeps.OwnAsync("n1", Hour, 2, None)));
        Assert.Equal(["young"], Names(await Store.Sweeps.OwnAsync("n2", Hour, 2, None)));
        Assert.Equal(["old", "middle"], Names(await Store.Sweeps.OwnAsync("n1", Hour, 1, None)));
    }

    [Fact]
    public async Task A_sweep_stays_with_its_owner_under_the_same_fence_while_that_one_calls()
    {
        await Store.Sweeps.CreateAsync(SweepOf("a"), None);
        var first = Assert.Single(await Store.Sweeps.OwnAsync("n1", Hour, 9, None));
        Assert.Empty(await Store.Sweeps.OwnAsync("n2", Hour, 9, None));
        Assert.Equal(first, Assert.Single(await Store.Sweeps.OwnAsync("n1", TimeSpan.Zero, 9, None)));
        Assert.Equal(first, Assert.Single(await Store.Sweeps.OwnAsync("n1", Hour, 9, None)));
        Assert.Empty(await Store.Sweeps.OwnAsync("n2", Hour, 9, None));
    }

    [Fact]
    public async Task An_ownership_whose_time_has_run_out_goes_to_another_with_a_higher_fence_and_the_old_one_is_refused()
    {
        await Store.Sweeps.CreateAsync(SweepOf("a"), None);
        var first = Assert.Single(await Store.Sweeps.OwnAsync("n1", TimeSpan.Zero, 9, None));
        Assert.True(await Store.Chunks.ReleaseAsync(first, [ChunkOf(first, 0)], None));
        var second = Assert.Single(await Store.Sweeps.OwnAsync("n2", Hour, 9, None));
        Assert.True(second.Fence > first.Fence);
        Assert.Empty(await Store.Sweeps.OwnAsync("n1", Hour, 9, None));

        await FailOneAsync("worker", "killed");
        Assert.False(await Store.Chunks.ReleaseAsync(first, [ChunkOf(first, 1)], None));
        Assert.False(await Store.Chunks.ReplaceAsync(first, new ChunkId(A, 0), [ChunkOf(first, 1)], [], None));
        Assert.False(await Store.Sweeps.FinishAsync(first, 0, None));
        var (chunks, last) = await Store.Chunks.UnsettledAsync(A, None);
        Assert.Equal((ChunkState.Failed, 0), (Assert.Single(chunks).State, last));
        Assert.True(await Store.Chunks.ReplaceAsync(second, new ChunkId(A, 0), [ChunkOf(second, 1)], [], None));
    }

    [Fact]
    public async Task A_sweep_given_up_goes_at_once_to_whoever_asks_with_a_higher_fence()
    {
        await Store.Sweeps.CreateAsync(SweepOf("a"), None);
        var first = Assert.Single(await Store.Sweeps.OwnAsync("n1", Hour, 9, None));
        await Store.Sweeps.DisownAsync("n2", None);
        Assert.Empty(await Store.Sweeps.OwnAsync("n2", Hour, 9, None));
        await Store.Sweeps.DisownAsync("n1", None);
        Assert.False(await Store.Chunks.ReleaseAsync(first, [], None));
        Assert.True(Assert.Single(await Store.Sweeps.OwnAsync("n2", Hour, 9, None)).Fence > first.Fence);
    }

    [Fact]
    public async Task Sweeps_that_do_not_run_are_not_taken_and_those_that_have_ended_are_nobodys()
    {
        var running = await SubmitAsync("a");
        await Store.Sweeps.CreateAsync(SweepOf("b"), None);
        await Store.Sweeps.MoveAsync(new SweepId("b"), [SweepState.Running], SweepState.Paused, None);
        Assert.Equal([running], await Store.Sweeps.OwnAsync("owner", Hour, 9, None));
        await Store.Sweeps.MoveAsync(A, [SweepState.Running], SweepState.Cancelled, None);
        Assert.Empty(await Store.Sweeps.OwnAsync("owner", Hour, 9, None));
        Assert.False(await Store.Chunks.ReleaseAsync(running, [ChunkOf(running, 0)], None));
    }

    [Fact]
    public async Task A_claimed_sweep_changes_hands_at_once_under_a_higher_fence()
    {
        var first = await SubmitAsync("a");
        var second = await Store.Sweeps.ClaimAsync(A, "n2", Hour, None);
        Assert.Equal(new SweepOwnership(A, first.Fence + 1), second);
        Assert.Equal(second, await Store.Sweeps.ClaimAsync(A, "n2", Hour, None));
        Assert.False(await Store.Chunks.ReleaseAsync(first, [], None));
        Assert.Empty(await Store.Sweeps.OwnAsync("owner", Hour, 9, None));
        Assert.Equal([second!], await Store.Sweeps.OwnAsync("n2", Hour, 0, None));
    }

    [Fact]
    public async Task Only_what_runs_is_claimed_and_listed_as_running()
    {
        await SubmitAsync("a");
        await Store.Sweeps.CreateAsync(SweepOf("b", minute: 1), None);
        await Store.Sweeps.CreateAsync(SweepOf("c", minute: 2), None);
        Assert.Equal(["a", "b", "c"], (await Store.Sweeps.RunningAsync(None)).Select(sweep => sweep.Text));
        await Store.Sweeps.MoveAsync(A, [SweepState.Running], SweepState.Paused, None);
        await Store.Sweeps.MoveAsync(new SweepId("b"), [SweepState.Running], SweepState.Cancelled, None);
        Assert.Equal(["c"], (await Store.Sweeps.RunningAsync(None)).Select(sweep => sweep.Text));
        Assert.NotNull(await Store.Sweeps.ClaimAsync(A, "owner", Hour, None));
        Assert.Null(await Store.Sweeps.ClaimAsync(A, "n2", Hour, None));
        Assert.Null(await Store.Sweeps.ClaimAsync(new SweepId("b"), "n2", Hour, None));
        Assert.Null(await Store.Sweeps.ClaimAsync(new SweepId("nowhere"), "n2", Hour, None));
    }

    [Fact]
    public async Task A_paused_sweep_stays_with_its_owner()
    {
        var owner = await SubmitAsync("a");
        await Store.Sweeps.MoveAsync(A, [SweepState.Running], SweepState.Paused, None);
        Assert.Equal([owner], await Store.Sweeps.OwnAsync("owner", Hour, 9, None));
    }

    [Fact]
    public async Task What_a_coordinator_owns_and_runs_is_listed_as_owned_by_it()
    {
        await SubmitAsync("a");
        await SubmitAsync("b");
        Assert.Equal(["a", "b"], (await Store.Sweeps.OwnedAsync("owner", None)).Select(sweep => sweep.Text));
        await Store.Sweeps.ClaimAsync(A, "n2", Hour, None);
        Assert.Equal(["b"], (await Store.Sweeps.OwnedAsync("owner", None)).Select(sweep => sweep.Text));
        Assert.Equal(["a"], (await Store.Sweeps.OwnedAsync("n2", None)).Select(sweep => sweep.Text));
        await Store.Sweeps.MoveAsync(A, [SweepState.Running], SweepState.Paused, None);
        Assert.Empty(await Store.Sweeps.OwnedAsync("n2", None));
    }

    [Fact]
    public async Task Many_coordinators_at_once_own_each_sweep_once()
    {
        for (var i = 0; i < 10; i++)
        {
            await Store.Sweeps.CreateAsync(SweepOf($"s{i}"), None);
        }

        var other = await OpenAsync();
        var owned = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? Store : other).Sweeps.OwnAsync($"n{i}", Hour, 3, None)));
        Assert.All(owned, sweeps => Assert.InRange(sweeps.Count, 0, 3));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"s{i}"), Names(owned.SelectMany(sweeps => sweeps)).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Names(IEnumerable<SweepOwnership> owned) => owned.Select(ownership => ownership.Sweep.Text);
}
