using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Tests.Postgres;

/// <summary>A sweep with chunks, as tests of a server's failures need it.</summary>
internal static class PostgresCluster
{
    public static readonly SweepId Sweep = new("demo-1234");
    public static readonly LeaseRequest Request = new("node", "cpu", TimeSpan.FromHours(1), 1);

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static async Task<SweepOwnership> SubmitAsync(this ISweepStore store, int chunks)
    {
        await store.Sweeps.CreateAsync(new StoredSweep(Sweep, "demo", "name: demo\n", Noon), CancellationToken.None);
        var owner = (await store.Sweeps.OwnAsync("coordinator", TimeSpan.FromHours(1), 1, CancellationToken.None)).Single();
        Assert.True(await store.Chunks.ReleaseAsync(owner, [.. Enumerable.Range(0, chunks).Select(number => ChunkOf(number))], CancellationToken.None));
        return owner;
    }

    public static Chunk ChunkOf(long number) =>
        new(new ChunkId(Sweep, number), "2-16-2", [.. Enumerable.Range(0, 3).Select(replicate => new TrialId(new CellId($"B={number}"), replicate))]);

    public static async Task<Lease> LeaseAsync(this ISweepStore store) => Assert.Single(await store.Chunks.LeaseAsync(Request, CancellationToken.None));

    public static ImmutableArray<TrialResult> ResultsOf(Chunk chunk) => [.. chunk.Trials.Select(trial => Results.Of(trial.Cell.Text, trial.Replicate))];

    public static Task<Completion> CompleteAsync(this ISweepStore store, Lease lease) =>
        store.Chunks.CompleteAsync(lease.Id, ResultsOf(lease.Chunk), CancellationToken.None);

    /// <summary>Every chunk of these is done, each trial has its one result, and there is nothing else.</summary>
    public static async Task AssertDoneAsync(this ISweepStore store, IEnumerable<Chunk> chunks)
    {
        var trials = chunks.SelectMany(chunk => chunk.Trials).OrderBy(trial => trial.ToString(), StringComparer.Ordinal).ToArray();
        var stored = await store.Results.ReadAsync(Sweep, CancellationToken.None).ToListAsync();
        Assert.Equal(trials, stored.Select(result => result.Trial).OrderBy(trial => trial.ToString(), StringComparer.Ordinal));
        var counts = await store.Results.CountAsync(Sweep, CancellationToken.None);
        Assert.Equal((trials.Length, 0), (counts.Finished, counts.LeasedChunks));
    }
}
