using System.Collections.Immutable;

namespace SweepCluster.Storage.Nodes;

/// <summary>A process of the cluster as it last described itself.</summary>
/// <param name="Id">Unique for every start of a process.</param>
/// <param name="Name">What people call it: the host's name, or as configured.</param>
/// <param name="Version">Of the program.</param>
/// <param name="StartedAt">To the microsecond.</param>
public sealed record NodeDescription(string Id, string Name, ImmutableArray<string> Roles, string Version, string? Address, DateTimeOffset StartedAt, ImmutableArray<DeviceReport> Devices)
{
    /// <summary>Whether it takes no more work and is about to leave.</summary>
    public bool IsDraining { get; init; }

    /// <summary>Where its engine is reached by those of other nodes; null when they meet in the store alone.</summary>
    public string? EngineAddress { get; init; }

    /// <summary>Whether its engine still looks for those of other nodes.</summary>
    public bool IsJoining { get; init; }

    public bool Equals(NodeDescription? other) => other is not null && Id == other.Id && Name == other.Name && Roles.SequenceEqual(other.Roles)
        && Version == other.Version && Address == other.Address && StartedAt == other.StartedAt && IsDraining == other.IsDraining && EngineAddress == other.EngineAddress && IsJoining == other.IsJoining && Devices.SequenceEqual(other.Devices);

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A device of a node and what it can do.</summary>
/// <param name="Id">As <c>cpu</c> or <c>cuda:0</c>.</param>
/// <param name="Kind">Trials give the same bits on devices of the same kind.</param>
/// <param name="Name">The maker's name of the model.</param>
/// <param name="Doing">What it does now, for people; null when it is idle.</param>
/// <param name="Shapes">Shapes that it has trained, with what it measured.</param>
public sealed record DeviceReport(string Id, string Kind, string Name, long MemoryBytes, string? Doing, ImmutableArray<ShapeReport> Shapes)
{
    public bool Equals(DeviceReport? other) => other is not null && Id == other.Id && Kind == other.Kind && Name == other.Name
        && MemoryBytes == other.MemoryBytes && Doing == other.Doing && Shapes.SequenceEqual(other.Shapes);

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}

/// <param name="Shape">As by <c>PopulationShape</c>.</param>
/// <param name="Capacity">Trials that fit at once.</param>
/// <param name="TrialsPerSecond">While training.</param>
public sealed record ShapeReport(string Shape, int Capacity, double TrialsPerSecond);

/// <summary>A node and how long ago it was last heard of, by the store's clock.</summary>
public sealed record KnownNode(NodeDescription Description, TimeSpan SilentFor);

/// <summary>Which processes use the store.</summary>
public interface INodeRegistry
{
    /// <summary>Enters a node or says that it is alive.</summary>
    Task HeartbeatAsync(NodeDescription node, CancellationToken cancellation);

    /// <summary>All nodes that did not leave, by name and id.</summary>
    Task<IReadOnlyList<KnownNode>> ListAsync(CancellationToken cancellation);

    /// <summary>Removes a node that leaves in order.</summary>
    Task LeaveAsync(string node, CancellationToken cancellation);

    /// <summary>Forgets nodes that have been silent for longer than this.</summary>
    /// <returns>Those forgotten.</returns>
    Task<IReadOnlyList<NodeDescription>> ForgetAsync(TimeSpan silentFor, CancellationToken cancellation);
}
