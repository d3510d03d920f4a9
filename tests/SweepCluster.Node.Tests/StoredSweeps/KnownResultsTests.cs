using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.StoredSweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sqlite;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Node.Tests.StoredSweeps;

public sealed class KnownResultsTests : IAsyncLifetime
{
    private static readonly SweepId Id = new("one");
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-known-").FullName;
    private readonly KnownResults _known = new(Id);
    private FullReads _store = null!;
    private SweepOwnership _owner = null!;

    public async Task InitializeAsync()
    {
        _store = FullReads.Of(SqliteSweepStore.Open(Path.Combine(_folder, "sweep.db")));
        await _store.Sweeps.CreateAsync(new StoredSweep(Id, "one", "file", DateTimeOffset.UnixEpoch), None);
        _owner = Assert.Single(await _store.Sweeps.OwnAsync("owner", TimeSpan.FromHours(1), 1, None));
        await _store.Chunks.ReleaseAsync(_owner, [.. Enumerable.Range(0, 4).Select(number => ChunkOf(number))], None);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Only_chunks_that_were_completed_since_are_read()
    {
        Assert.Empty(await _known.ReadNewAsync(_store, None));
        var (first, second) = (await LeaseAsync(), await LeaseAsync());
        await CompleteAsync(second);
        await AssertKnowsAllAsync();
        await CompleteAsync(first);
        await CompleteAsync(await LeaseAsync());
        await AssertKnowsAllAsync();
        await _store.Chunks.ReleaseAsync(_owner, [ChunkOf(4)], None);
        await CompleteAsync(await LeaseAsync());
        await CompleteAsync(await LeaseAsync());
        await AssertKnowsAllAsync();
        Assert.Equal(1, _store.Count);
    }

    [Fact]
    public async Task Results_that_no_completed_chunk_has_are_found_by_their_number()
    {
        await _known.ReadNewAsync(_store, None);
        var handedBack = await LeaseAsync();
        await _store.Chunks.HandBackAsync(IdOf(handedBack), [ResultOf(handedBack.Chunk.Trials[0])], None);
        await AssertKnowsAllAsync();
        await _store.Results.AddAsync(Id, [ResultOf(new TrialId(new CellId("B=parent"), 0))], None);
        await AssertKnowsAllAsync();
        Assert.Equal(3, _store.Count);
        Assert.Equal(2, (await _known.ReadNewAsync(_store, None)).Count);
    }

    [Fact]
    public async Task What_was_forgotten_is_read_again()
    {
        await CompleteAsync(await LeaseAsync());
        await AssertKnowsAllAsync();
        _known.Forget();
        await AssertKnowsAllAsync();
        Assert.Equal(2, _store.Count);
    }

    private async Task AssertKnowsAllAsync()
    {
        var expected = await _store.Results.FindAsync(Id, [.. Enumerable.Range(0, 5).SelectMany(number => ChunkOf(number).Trials), new TrialId(new CellId("B=parent"), 0)], None);
        var known = await _known.ReadNewAsync(_store, None);
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(result => result.Trial).ToHashSet(), known.Keys.ToHashSet());
    }

    private async Task<Lease> LeaseAsync() => Assert.Single(await _store.Chunks.LeaseAsync(new LeaseRequest("n", "cpu", TimeSpan.FromHours(1), 1, 1, null), None));

    private async Task CompleteAsync(Lease lease) =>
        Assert.Equal(Completion.Accepted, await _store.Chunks.CompleteAsync(IdOf(lease), [.. lease.Chunk.Trials.Select(ResultOf)], None));

    private static LeaseId IdOf(Lease lease) => new(lease.Chunk.Id, lease.Fence);

    private static Chunk ChunkOf(int number) => new(new ChunkId(Id, number), "2-16-2", [.. Enumerable.Range(0, 2).Select(i => new TrialId(new CellId($"B={number}"), i))]);

    private static TrialResult ResultOf(TrialId trial) => new(trial, new Domain.Outcomes.Trace { ScoreKind = ScoreKind.Accuracy, ChanceScore = 0.1, ValidationSamples = 1, TestSamples = 1, Steps = 1, Epochs = [] }, TimeSpan.Zero);
}
