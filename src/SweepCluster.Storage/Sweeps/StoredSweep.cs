using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Storage.Sweeps;

/// <summary>Where a sweep stands.</summary>
public enum SweepState
{
    /// <summary>Its chunks are released and trained.</summary>
    Running,

    /// <summary>Chunks under way are finished; no others are leased until it is resumed.</summary>
    Paused,

    /// <summary>Ended by a user. What is finished stays.</summary>
    Cancelled,

    /// <summary>Its plan wants nothing more.</summary>
    Finished,
}

/// <summary>A sweep as users submitted it.</summary>
/// <param name="ResolvedFile">The sweep file with every default written out.</param>
/// <param name="CreatedAt">To the microsecond.</param>
public sealed record StoredSweep(SweepId Id, string Name, string ResolvedFile, DateTimeOffset CreatedAt)
{
    public SweepState State { get; init; }

    /// <summary>Sweeps of higher priority are leased first; equal ones share the devices.</summary>
    public int Priority { get; init; }

    /// <summary>How often the file, the state or the priority was changed since it was submitted.</summary>
    public long Revision { get; init; }

    /// <summary>When it became <see cref="SweepState.Finished"/> or <see cref="SweepState.Cancelled"/>.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>The right of one coordinator to plan a sweep.</summary>
/// <param name="Fence">Rises whenever the sweep changes hands; calls with an older one are refused.</param>
public sealed record SweepOwnership(SweepId Sweep, long Fence);
