using System.Collections.Immutable;
using SweepCluster.Storage.Nodes;

namespace SweepCluster.Cluster.Engines;

/// <summary>What one node's engine knows of its cluster now.</summary>
public sealed record EngineState
{
    /// <summary>Of an engine that has nothing to tell.</summary>
    public static EngineState Unknown { get; } = new();

    /// <summary>Whether this node takes part as far as its engine knows; the store is not asked for it.</summary>
    public EngineStanding Standing { get; init; } = EngineStanding.Member;

    /// <summary>The nodes of the cluster as this one sees them; null where it does not look.</summary>
    public ImmutableArray<EngineMember>? Members { get; init; }

    /// <summary>All nodes as the store heard of them lately; none on a node that is no coordinator.</summary>
    public IReadOnlyList<KnownNode> Heard { get; init; } = [];

    /// <summary>What is placed on this node; null for an engine that does not place by shards.</summary>
    public EnginePlacement? Placement { get; init; }

    /// <summary>How often this node has decided that one is to be put out, by the reason; null for an engine that puts nobody out.</summary>
    public ImmutableSortedDictionary<DowningCause, long>? Downings { get; init; }
}

/// <summary>A node as an engine sees it.</summary>
/// <param name="IsReachable">Whether it is heard of.</param>
public sealed record EngineMember(ImmutableArray<string> Roles, MemberState State, bool IsReachable);

/// <summary>Shards of sweeps, and sweeps, that live on a node.</summary>
public sealed record EnginePlacement(int Shards, int Entities);

/// <summary>How far a node is in its membership.</summary>
public enum MemberState
{
    /// <summary>It is not let in yet.</summary>
    Joining,

    /// <summary>It takes part.</summary>
    Up,

    /// <summary>It takes no more work and is about to leave.</summary>
    Leaving,

    /// <summary>It is put out and will be forgotten.</summary>
    Down,
}

/// <summary>Whether a node takes part in its cluster.</summary>
public enum EngineStanding
{
    /// <summary>It does.</summary>
    Member,

    /// <summary>It has not joined yet, or has left or been put out.</summary>
    Outside,

    /// <summary>The net is cut, and the half that it is in will give way if that lasts.</summary>
    Minority,
}

/// <summary>Why a node was to be put out of the cluster.</summary>
public enum DowningCause
{
    /// <summary>Neither the net nor the store heard of it.</summary>
    Dead,

    /// <summary>It was in the half of a cut cluster that gives way.</summary>
    OtherHalf,

    /// <summary>This node itself was in that half, or the others had put it out already.</summary>
    Self,
}
