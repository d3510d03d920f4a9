using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Storage.Chunks;

/// <summary>Names a chunk within its sweep; numbers are given by the sweep's owner and never used again.</summary>
public readonly record struct ChunkId(SweepId Sweep, long Number)
{
    public override string ToString() => $"{Sweep}/{Number}";
}

/// <summary>Trials of one shape that are leased together.</summary>
/// <param name="Shape">As by <c>PopulationShape</c>; trials of unequal shape do not train together.</param>
/// <param name="Attempts">How often the machine failed it, or the chunks that it was split from.</param>
/// <param name="Cause">The last failure; null for none.</param>
/// <param name="FailedOn">The node of the last failure, which gets the chunk only when no other wants it.</param>
public sealed record Chunk(ChunkId Id, string Shape, ImmutableArray<TrialId> Trials, int Attempts = 0, string? Cause = null, string? FailedOn = null)
{
    /// <summary>
    /// The part of its room that a device may fill when it leases this chunk and others after it: above 0, at most 1.
    /// Less than 1 where there are fewer trials than all devices have room for, so that none takes them all.
    /// </summary>
    public double Share { get; init; } = 1;

    public bool Equals(Chunk? other) => other is not null && Id == other.Id && Shape == other.Shape && Attempts == other.Attempts && Share.Equals(other.Share)
        && Cause == other.Cause && FailedOn == other.FailedOn && Trials.SequenceEqual(other.Trials);

    public override int GetHashCode() => Id.GetHashCode();
}

/// <summary>The right to train a chunk.</summary>
/// <param name="Fence">Rises with every lease of the chunk; results that come with a fence whose lease is gone are refused.</param>
public sealed record Lease(Chunk Chunk, long Fence)
{
    public LeaseId Id => new(Chunk.Id, Fence);
}

/// <summary>Names a lease.</summary>
public readonly record struct LeaseId(ChunkId Chunk, long Fence);

/// <summary>What became of a chunk.</summary>
public enum ChunkState
{
    /// <summary>Waits for a device.</summary>
    Open,

    /// <summary>On one device, or on two when it straggles.</summary>
    Leased,

    /// <summary>All its trials have results.</summary>
    Done,

    /// <summary>The machine failed it; its sweep's owner decides what to do.</summary>
    Failed,

    /// <summary>Replaced by others, given up, or withdrawn with its sweep.</summary>
    Closed,
}

/// <summary>A chunk with its state.</summary>
public sealed record ChunkStatus(Chunk Chunk, ChunkState State);

/// <summary>A chunk whose trials its owner need not wait for any longer.</summary>
/// <param name="State">Done, failed or closed.</param>
/// <param name="Results">Of a chunk that is done, the results of its trials, whoever committed them.</param>
public sealed record SettledChunk(Chunk Chunk, ChunkState State, IReadOnlyList<TrialResult> Results);

/// <summary>What a worker asks for.</summary>
/// <param name="Node">The worker's node.</param>
/// <param name="Device">The device that will train.</param>
/// <param name="Duration">How long the leases last unless they are renewed.</param>
/// <param name="MostTrials">Trials that the device has room for; <see cref="MostWith"/> says how many it gets.</param>
/// <param name="MostChunks">
/// Chunks in all; they are of one sweep and one shape. One that has failed before is leased alone, so that it cannot
/// take others down with it.
/// </param>
/// <param name="StragglesAfter">
/// A chunk that has been leased for this long, by another node or device, may be given a second time when nothing
/// else is open: the first that completes wins. Null for never.
/// </param>
public sealed record LeaseRequest(string Node, string Device, TimeSpan Duration, int MostTrials, int MostChunks = 1, TimeSpan? StragglesAfter = null)
{
    /// <summary>Trials in all when this chunk is the first: that one however large it is, others while its share lasts.</summary>
    public int MostWith(Chunk first) => Math.Max(first.Trials.Length, (int)(MostTrials * first.Share));
}

/// <summary>How the store took a completed chunk.</summary>
public enum Completion
{
    /// <summary>Its results are in.</summary>
    Accepted,

    /// <summary>This very completion was made before; nothing changed.</summary>
    Repeated,

    /// <summary>The lease is not valid any more; nothing was stored.</summary>
    Refused,
}

/// <summary>A trial that the machine failed for good; it has no outcome and never counts as instability.</summary>
/// <param name="Cause">For people: <c>the worker died three times while training it alone</c>.</param>
/// <param name="At">To the microsecond.</param>
public sealed record TrialFailure(TrialId Trial, string Cause, DateTimeOffset At);

/// <summary>How much of a sweep is where.</summary>
public sealed record SweepCounts(long Finished, long Failed, long OpenTrials, long LeasedTrials, long OpenChunks, long LeasedChunks);
