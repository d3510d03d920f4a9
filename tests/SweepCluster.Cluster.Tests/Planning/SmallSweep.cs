using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;
using SweepCluster.Storage.Tests;

namespace SweepCluster.Cluster.Tests.Planning;

/// <summary>A sweep of two cells with two replicates, and references, as its actor meets it.</summary>
internal static class SmallSweep
{
    private const string File = """
        name: one
        family: polynomial-network
        dataset: {name: spirals, train: 64}
        axes: [{parameter: B, values: [2, 4]}]
        replicates: {kind: fixed, count: 2}
        budget: {epochs: 1, batch: 32, wallClock: 1h}
        """;

    public static readonly DateTimeOffset Submitted = DateTimeOffset.UnixEpoch;
    public static readonly Sweep Sweep = SweepFileReader.Read(File, "one.yaml", []).Sweep!;
    public static readonly StoredSweep Stored = new(new SweepId("one"), "one", File, Submitted);

    public static SweepOwnership Ownership => new(Stored.Id, 1);

    /// <summary>What the store says of it at first.</summary>
    public static SweepMessage.Loaded Loaded => new(Stored, Sweep, [], [], [], -1);

    public static SettledChunk Done(Chunk chunk) => new(chunk, ChunkState.Done, [.. chunk.Trials.Select(ResultOf)]);

    public static TrialResult ResultOf(TrialId trial) => Results.Of(trial.Cell.Text, trial.Replicate, Results.Trace(1));
}
