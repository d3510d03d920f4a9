using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Tests.Contract;

/// <summary>
/// Crashes every change at every point of its commit: what is found afterwards is the state before or the state
/// after, never anything between, and making the change again leads where it would have led without the crash.
/// </summary>
public abstract class CrashContract : StoreContract
{
    private static readonly Dictionary<string, Func<ISweepStore, Scene, Task>> Changes = new()
    {
        ["release"] = (store, scene) => store.Chunks.ReleaseAsync(scene.Owner, [ChunkOf(scene.Owner, 5), ChunkOf(scene.Owner, 6)], None),
        ["complete"] = (store, scene) => store.Chunks.CompleteAsync(IdOf(scene.Leased), ResultsOf(scene.Leased.Chunk), None),
        ["hand back"] = (store, scene) => store.Chunks.HandBackAsync(IdOf(scene.Leased), [], None),
        ["fail"] = (store, scene) => store.Chunks.FailAsync(IdOf(scene.Leased), "killed", None),
        ["expire"] = (store, scene) => store.Chunks.ExpireAsync(scene.Owner.Sweep, None),
        ["replace"] = (store, scene) => store.Chunks.ReplaceAsync(scene.Owner, scene.Failed.Id, [ChunkOf(scene.Owner, 7)], Aside(scene.Failed), None),
        ["withdraw"] = (store, scene) => store.Chunks.WithdrawAsync(scene.Owner.Sweep, None),
        ["add"] = (store, scene) => store.Results.AddAsync(scene.Owner.Sweep, [.. ResultsOf(scene.Failed), .. ResultsOf(scene.SetAside)], None),
        ["retry"] = (store, scene) => store.Results.RetryAsync(scene.Owner.Sweep, [.. scene.SetAside.Trials], None),
        ["move"] = (store, scene) => store.Sweeps.MoveAsync(scene.Owner.Sweep, [SweepState.Running], SweepState.Paused, None),
        ["revise"] = (store, scene) => store.Sweeps.ReviseAsync(scene.Owner.Sweep, 0, "name: longer\n", 3, None),
        ["finish"] = (store, scene) => store.Sweeps.FinishAsync(scene.Owner, 0, None),
    };

    private string? _crashAt;

    private protected CrashContract(IStorePlace place)
        : base(place)
    {
    }

    public static TheoryData<string> Names => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_change_that_crashes_anywhere_is_whole_or_absent_and_may_be_repeated(string name)
    {
        var change = Changes[name];
        var points = await PointsOfAsync(change);
        Assert.Equal(["before commit", "after commit"], points.TakeLast(2));
        var (before, after) = await UndisturbedAsync(change);
        Assert.NotEqual(before, after);
        for (var crash = 0; crash < points.Count; crash++)
        {
            var crashing = await OpenAsync(new StoreOptions { Reached = ReachOrCrash });
            var scene = await SetSceneAsync($"{name}-{crash}");
            _crashAt = points[crash];
            await Assert.ThrowsAsync<CrashException>(() => change(crashing, scene));
            _crashAt = null;

            var reopened = await OpenAsync();
            Assert.Equal(points[crash] == "after commit" ? after : before, await SnapshotAsync(reopened, scene));
            await change(reopened, scene);
            Assert.Equal(after, await SnapshotAsync(reopened, scene));
            await EndAsync(scene);
        }
    }

    [Fact]
    public async Task A_lease_that_crashes_anywhere_gives_the_chunk_once_or_not_at_all()
    {
        foreach (var point in await PointsOfAsync((store, _) => store.Chunks.LeaseAsync(By("n1"), None)))
        {
            var crashing = await OpenAsync(new StoreOptions { Reached = ReachOrCrash });
            var scene = await SetSceneAsync($"lease-{point}");
            _crashAt = point;
            await Assert.ThrowsAsync<CrashException>(() => crashing.Chunks.LeaseAsync(By("n1"), None));
            _crashAt = null;

            var given = await (await OpenAsync()).Chunks.LeaseAsync(By("n2"), None);
            Assert.Equal(point == "after commit" ? 0 : 1, given.Count);
            Assert.Equal(ChunkState.Leased, await StateAsync(new ChunkId(scene.Owner.Sweep, 4)));
            await EndAsync(scene);
        }
    }

    private static TrialFailure[] Aside(Chunk chunk) => [.. chunk.Trials.Select(trial => new TrialFailure(trial, "it kills workers", Noon))];

    /// <summary>Everything that a change may alter, without times and the sweep's name.</summary>
    private static async Task<string> SnapshotAsync(ISweepStore store, Scene scene)
    {
        var id = scene.Owner.Sweep;
        var sweep = (await store.Sweeps.FindAsync(id, None))!;
        var (unsettled, last) = await store.Chunks.UnsettledAsync(id, None);
        var settled = await store.Chunks.SettledAsync(id, [.. Enumerable.Range(0, 10).Select(i => (long)i)], None);
        var results = await store.Results.ReadAsync(id, None).ToListAsync();
        var failures = await store.Results.FailuresAsync(id, None);
        var renewed = await store.Chunks.RenewAsync([IdOf(scene.Leased)], TimeSpan.Zero, None);
        return string.Join(
            '\n',
            $"{sweep.State} {sweep.Priority} {sweep.Revision} {sweep.ResolvedFile} {sweep.EndedAt is null} last {last} lease {renewed.Count}",
            string.Join(' ', unsettled.OrderBy(status => status.Chunk.Id.Number).Select(status => $"{status.Chunk.Id.Number}:{status.State}:{status.Chunk.Attempts}")),
            string.Join(' ', settled.OrderBy(chunk => chunk.Chunk.Id.Number).Select(chunk => $"{chunk.Chunk.Id.Number}:{chunk.State}:{chunk.Chunk.Cause}:{chunk.Results.Count}")),
            string.Join(' ', results.Select(result => result.Trial.ToString()).Order(StringComparer.Ordinal)),
            string.Join(' ', failures.Select(failure => failure.Trial.ToString()).Order(StringComparer.Ordinal)),
            await store.Results.CountAsync(id, None));
    }

    private async Task<List<string>> PointsOfAsync(Func<ISweepStore, Scene, Task> change)
    {
        var points = new List<string>();
        var watched = await OpenAsync(new StoreOptions { Reached = points.Add });
        var scene = await SetSceneAsync("watched");
        points.Clear();
        await change(watched, scene);
        await EndAsync(scene);
        return [.. points.Distinct()];
    }

    private async Task<(string Before, string After)> UndisturbedAsync(Func<ISweepStore, Scene, Task> change)
    {
        var scene = await SetSceneAsync("undisturbed");
        var before = await SnapshotAsync(Store, scene);
        await change(Store, scene);
        var after = await SnapshotAsync(Store, scene);
        await EndAsync(scene);
        return (before, after);
    }

    /// <summary>A sweep with a chunk of every state: leased, failed, done, closed with its trials set aside, open.</summary>
    private async Task<Scene> SetSceneAsync(string name)
    {
        var owner = await SubmitWithChunksAsync(name, 0, 1, 2, 3);
        var leased = await LeaseAsync("n1", TimeSpan.Zero);
        var failed = await FailOneAsync("n1", "killed");
        var done = await LeaseAsync("n1");
        await Store.Chunks.CompleteAsync(IdOf(done), ResultsOf(done.Chunk), None);
        var setAside = await FailOneAsync("n1", "killed");
        Assert.True(await Store.Chunks.ReplaceAsync(owner, setAside.Id, [ChunkOf(owner, 4)], Aside(setAside), None));
        return new Scene(owner, leased, failed, setAside);
    }

    // Its chunks must not be leased in the place of the next scene's.
    private async Task EndAsync(Scene scene)
    {
        await Store.Chunks.WithdrawAsync(scene.Owner.Sweep, None);
        await Store.Sweeps.MoveAsync(scene.Owner.Sweep, [SweepState.Running, SweepState.Paused], SweepState.Cancelled, None);
    }

    private void ReachOrCrash(string point)
    {
        if (point == _crashAt)
        {
            throw new CrashException();
        }
    }

    private sealed record Scene(SweepOwnership Owner, Lease Leased, Chunk Failed, Chunk SetAside);

    private sealed class CrashException : Exception;
}
