namespace SweepCluster.Cluster;

/// <param name="Id">Unique for every start of a process.</param>
/// <param name="Name">What people call the node.</param>
/// <param name="Version">Of the program.</param>
public sealed record ClusterNodeOptions(string Id, string Name, string Version)
{
    /// <summary>Whether it plans sweeps.</summary>
    public bool IsCoordinator { get; init; } = true;

    /// <summary>Whether it trains.</summary>
    public bool IsWorker { get; init; } = true;

    /// <summary>Where its API is reached; null when it serves none.</summary>
    public string? Address { get; init; }

    /// <summary>How often the node says that it is alive and asks what to run.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a lease lasts without a word from its worker.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>When a chunk counts as straggling, so that an idle device may train it too; null for never.</summary>
    public TimeSpan? StragglesAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether a sweep's time limit begins with this process, as for <c>sweep run</c>, or when it was submitted.</summary>
    public bool LimitsBeginNow { get; init; }
}
