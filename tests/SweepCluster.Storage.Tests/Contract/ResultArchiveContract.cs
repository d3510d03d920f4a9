using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;

namespace SweepCluster.Storage.Tests.Contract;

public abstract class ResultArchiveContract : StoreContract
{
    private static readonly SweepId A = new("a");

    private protected ResultArchiveContract(IStorePlace place)
        : base(place)
    {
    }

    [Fact]
    public async Task Results_read_back_bit_for_bit_and_to_the_tick()
    {
        await Store.Sweeps.CreateAsync(SweepOf("a"), None);
        var results = Enumerable.Range(0, 3000).Select(i => Results.Of($"B={i % 7};α=\u00e9", i, Results.Trace(i % 4)) with { TrainingTime = TimeSpan.FromTicks(1_234_567L * i) }).ToArray();
        Assert.Equal(3000, await Store.Results.AddAsync(A, results, None));
        Assert.Equal(results, (await ResultsAsync(A)).OrderBy(result => result.Trial.Replicate));
        Assert.Empty(await ResultsAsync(new SweepId("nobody")));
    }

    [Fact]
    public async Task A_trial_keeps_its_first_result_and_sweeps_do_not_share_them()
    {
        await Store.Sweeps.CreateAsync(SweepOf("a"), None);
        await Store.Sweeps.CreateAsync(SweepOf("b"), None);
        Assert.Equal(1, await Store.Results.AddAsync(A, [Results.Of("B=1", 0)], None));
        Assert.Equal(1, await Store.Results.AddAsync(A, [Results.Of("B=1", 0, Results.Trace(9)), Results.Of("B=2", 0)], None));
        Assert.Equal(0, await Store.Results.AddAsync(A, [Results.Of("B=2", 0)], None));
        Assert.Equal(1, await Store.Results.AddAsync(new SweepId("b"), [Results.Of("B=1", 0, Results.Trace(9))], None));
        Assert.Equal([Results.Of("B=1", 0), Results.Of("B=2", 0)], await ResultsAsync(A));
        Assert.Equal(2, (await Store.Results.CountAsync(A, None)).Finished);
    }

    [Fact]
    public async Task Results_of_an_unknown_sweep_are_refused()
    {
        await Assert.ThrowsAsync<StoreException>(() => Store.Results.AddAsync(A, [Results.Of("B=1", 0)], None));
        await Store.Sweeps.CreateAsync(SweepOf("a"), None);
        Assert.Empty(await ResultsAsync(A));
    }

    [Fact]
    public async Task Results_are_found_by_their_trials_and_those_missing_are_left_out()
    {
        await Store.Sweeps.CreateAsync(SweepOf("a"), None);
        await Store.Results.AddAsync(A, [Results.Of("B=1", 0), Results.Of("B=1", 1), Results.Of("B=2", 0)], None);
        var found = await Store.Results.FindAsync(A, [new(new("B=2"), 0), new(new("B=1"), 1), new(new("B=2"), 1)], None);
        Assert.Equal([Results.Of("B=1", 1), Results.Of("B=2", 0)], found.OrderBy(result => result.Trial.Cell.Text, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_trial_set_aside_counts_as_failed_until_it_is_retried()
    {
        var owner = await SubmitWithChunksAsync("a", 0);
        var aside = await SetAsideAsync(owner);
        Assert.Equal(new SweepCounts(0, 2, 0, 0, 0, 0), await Store.Results.CountAsync(A, None));
        Assert.Equal(0, await Store.Results.RetryAsync(A, [new TrialId(new CellId("B=nobody"), 0)], None));
        Assert.Equal(0, (await Store.Sweeps.FindAsync(A, None))!.Revision);
        Assert.Equal(1, await Store.Results.RetryAsync(A, [aside[0].Trial], None));
        Assert.Equal(0, await Store.Results.RetryAsync(A, [aside[0].Trial], None));
        Assert.Equal(1, (await Store.Sweeps.FindAsync(A, None))!.Revision);
        Assert.Equal([aside[1]], await Store.Results.FailuresAsync(A, None));
    }

    [Fact]
    public async Task A_trial_with_a_result_is_not_failed_whichever_came_first()
    {
        var owner = await SubmitWithChunksAsync("a", 0, 1);
        await Store.Results.AddAsync(A, [Results.Of("B=0", 0)], None);
        var aside = await SetAsideAsync(owner);
        Assert.Equal([aside[1]], await Store.Results.FailuresAsync(A, None));
        await Store.Results.AddAsync(A, [Results.Of("B=0", 1)], None);
        Assert.Empty(await Store.Results.FailuresAsync(A, None));
        Assert.Equal(0, await Store.Results.RetryAsync(A, [.. aside.Select(failure => failure.Trial)], None));
        Assert.Equal((2, 0), ((int, int))await FinishedAndFailedAsync());
    }

    [Fact]
    public async Task Counts_say_how_much_is_where()
    {
        var owner = await SubmitWithChunksAsync("a", 0, 1);
        await Store.Chunks.ReleaseAsync(owner, [ChunkOf(owner, 2, trials: 5), ChunkOf(owner, 3, trials: 7), ChunkOf(owner, 4, trials: 11)], None);
        var done = await LeaseAsync("n1");
        await Store.Chunks.CompleteAsync(IdOf(done), ResultsOf(done.Chunk), None);
        await FailOneAsync("n1", "killed");
        await LeaseAsync("n1");
        Assert.Equal(new SweepCounts(2, 0, 18, 5, 2, 1), await Store.Results.CountAsync(A, None));
    }

    [Fact]
    public async Task Many_callers_at_once_store_each_trial_once()
    {
        await Store.Sweeps.CreateAsync(SweepOf("a"), None);
        var other = await OpenAsync();
        var added = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? Store : other).Results.AddAsync(A, [Results.Of("B=shared", i % 4), Results.Of($"B={i}", 0)], None)));
        Assert.Equal(24, added.Sum());
        Assert.Equal(24, (await ResultsAsync(A)).Count);
        Assert.Equal(24, (await Store.Results.CountAsync(A, None)).Finished);
    }

    private async Task<(long Finished, long Failed)> FinishedAndFailedAsync()
    {
        var counts = await Store.Results.CountAsync(A, None);
        return (counts.Finished, counts.Failed);
    }

    /// <summary>Fails the next chunk and sets all its trials aside.</summary>
    private async Task<TrialFailure[]> SetAsideAsync(Storage.Sweeps.SweepOwnership owner)
    {
        var chunk = await FailOneAsync("n1", "killed");
        TrialFailure[] aside = [.. chunk.Trials.Select(trial => new TrialFailure(trial, $"it killed {trial}", Noon))];
        Assert.True(await Store.Chunks.ReplaceAsync(owner, chunk.Id, [], aside, None));
        return aside;
    }
}
