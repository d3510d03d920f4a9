using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Storage.Chunks;

namespace SweepCluster.Cluster.Planning;

/// <summary>What is to be done about a chunk that the machine failed.</summary>
/// <param name="Parts">The trials of the chunks to train in its place.</param>
/// <param name="Attempts">The attempts that these are charged with.</param>
/// <param name="Aside">Trials that are given up.</param>
public sealed record RetryDecision(ImmutableArray<ImmutableArray<TrialId>> Parts, int Attempts, ImmutableArray<TrialId> Aside);

/// <summary>
/// Finds the trial that kills its worker: a chunk is tried once more elsewhere, then halved until the trial is
/// alone, and only a trial that failed alone is given up.
/// </summary>
public static class ChunkRetry
{
    /// <summary>Failures of a chunk after which it is halved; a machine's own death is no reason to suspect a trial.</summary>
    public const int WholeAttempts = 2;

    /// <summary>
    /// Failures after which a trial that trains alone is given up. Generous: where machines often die, an innocent trial may
    /// be on several of them in turn, and would be missing from the map.
    /// </summary>
    public const int AloneAttempts = 8;

    /// <param name="failed">With the last failure counted in.</param>
    public static RetryDecision Decide(Chunk failed)
    {
        var trials = failed.Trials;
        if (trials.Length == 1)
        {
            return failed.Attempts < AloneAttempts
                ? new RetryDecision([trials], failed.Attempts, [])
                : new RetryDecision([], 0, trials);
        }

        // What a half is charged with keeps it suspect: it trains alone on its node, and is halved at its next failure.
        var half = trials.Length / 2;
        return failed.Attempts < WholeAttempts
            ? new RetryDecision([trials], failed.Attempts, [])
            : new RetryDecision([trials[..half], trials[half..]], WholeAttempts - 1, []);
    }
}
