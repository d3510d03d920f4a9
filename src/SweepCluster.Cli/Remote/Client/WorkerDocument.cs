namespace SweepCluster.Cli.Remote.Client;

/// <summary>The processes of a cluster.</summary>
internal sealed record WorkerList(IReadOnlyList<WorkerDocument> Workers);

/// <summary>A process of the cluster.</summary>
/// <param name="SilentSeconds">How long ago it was last heard of.</param>
internal sealed record WorkerDocument(
    string Id, string Name, IReadOnlyList<string> Roles, string Version, DateTimeOffset StartedAt, bool IsDraining, double SilentSeconds, IReadOnlyList<WorkerDeviceDocument> Devices, string? Address = null);

/// <summary>A device of a node.</summary>
/// <param name="Doing">What it does now, for people; null when it is idle.</param>
internal sealed record WorkerDeviceDocument(string Id, string Kind, string Name, long MemoryBytes, IReadOnlyList<WorkerShapeDocument> Shapes, string? Doing = null);

/// <summary>What a device measured for trials of one shape.</summary>
internal sealed record WorkerShapeDocument(string Shape, int Capacity, double TrialsPerSecond);
