using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sqlite;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Tests;

/// <summary>Opens the files as a power cut would have left them while a chunk was being completed.</summary>
public sealed class SqliteTornFileTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly SweepId Id = new("a");

    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-torn-").FullName;

    private string Live => Path.Combine(_folder, "live.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Whatever_was_on_the_disk_at_any_point_of_a_commit_is_all_of_it_or_nothing()
    {
        var images = new List<(string Point, string File)>();
        await using var store = SqliteSweepStore.Open(Live, new StoreOptions { Reached = point => images.Add((point, CopyLive($"{images.Count}.db"))) });
        var lease = await LeaseAsync(store);
        images.Clear();
        Assert.Equal(Completion.Accepted, await store.Chunks.CompleteAsync(lease.Id, ResultsOf(lease.Chunk), None));

        Assert.True(images.Count >= 5);
        foreach (var (point, file) in images)
        {
            await AssertAllOrNothingAsync(file, isAll: point == "after commit");
        }
    }

    [Fact]
    public async Task A_log_cut_off_anywhere_within_a_commit_holds_nothing_of_it()
    {
        await using var store = SqliteSweepStore.Open(Live);
        var lease = await LeaseAsync(store);
        var before = new FileInfo(Live + "-wal").Length;
        await store.Chunks.CompleteAsync(lease.Id, ResultsOf(lease.Chunk), None);
        var after = new FileInfo(Live + "-wal").Length;
        Assert.True(after > before + 4096);
        for (var length = before; length <= after; length = length == after ? after + 1 : Math.Min(after, length + 1500))
        {
            var file = CopyLive($"cut-{length}.db");
            await using (var log = File.OpenWrite(file + "-wal"))
            {
                log.SetLength(length);
            }

            await AssertAllOrNothingAsync(file, isAll: length == after);
        }
    }

    private static async Task AssertAllOrNothingAsync(string file, bool isAll)
    {
        await using var image = SqliteSweepStore.Open(file);
        Assert.Equal(isAll ? 64 : 0, await image.Results.ReadAsync(Id, None).CountAsync());
        Assert.Equal(isAll ? new SweepCounts(64, 0, 0, 0, 0, 0) : new SweepCounts(0, 0, 0, 64, 0, 1), await image.Results.CountAsync(Id, None));
        Assert.Equal(isAll ? 1 : 0, (await image.Chunks.SettledAsync(Id, [0], None)).Count);
        var again = await image.Chunks.CompleteAsync(new LeaseId(new ChunkId(Id, 0), 1), ResultsOf(ChunkOf()), None);
        Assert.Equal(isAll ? Completion.Repeated : Completion.Accepted, again);
    }

    private static async Task<Lease> LeaseAsync(SqliteSweepStore store)
    {
        await store.Sweeps.CreateAsync(new StoredSweep(Id, "a", "", DateTimeOffset.UnixEpoch), None);
        var owner = Assert.Single(await store.Sweeps.OwnAsync("owner", TimeSpan.FromHours(1), 1, None));
        await store.Chunks.ReleaseAsync(owner, [ChunkOf()], None);
        return Assert.Single(await store.Chunks.LeaseAsync(new LeaseRequest("n1", "cpu", TimeSpan.FromHours(1), 64), None));
    }

    private static Chunk ChunkOf() => new(new ChunkId(Id, 0), "s", [.. Enumerable.Range(0, 64).Select(i => new TrialId(new CellId($"B={i}"), 0))]);

    private static Domain.Outcomes.TrialResult[] ResultsOf(Chunk chunk) => [.. chunk.Trials.Select(trial => Results.Of(trial.Cell.Text, trial.Replicate))];

    private string CopyLive(string name)
    {
        var copy = Path.Combine(_folder, name);
        File.Copy(Live, copy, overwrite: true);
        File.Copy(Live + "-wal", copy + "-wal", overwrite: true);
        return copy;
    }
}
