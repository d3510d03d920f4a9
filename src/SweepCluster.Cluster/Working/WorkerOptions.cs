namespace SweepCluster.Cluster.Working;

/// <param name="Node">The node's id.</param>
public sealed record WorkerOptions(string Node)
{
    /// <summary>How long a lease lasts without a word from the worker.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>When a chunk counts as straggling, so that an idle device may train it too; null for never.</summary>
    public TimeSpan? StragglesAfter { get; init; } = TimeSpan.FromMinutes(1);
}
