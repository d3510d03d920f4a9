using System.Collections.Immutable;

namespace SweepCluster.Domain.Recommendations;

/// <summary>What is to be recommended.</summary>
public sealed record RecommendationRequest
{
    /// <summary>The axis whose smallest safe value is sought; null for the map's axis across.</summary>
    public string? Along { get; init; }

    /// <summary>
    /// The axes that make groups; those that are neither here nor <see cref="Along"/> are averaged over. Null for all
    /// axes whose values repeat.
    /// </summary>
    public ImmutableArray<string>? GroupBy { get; init; }

    /// <summary>The P(stable) that the lower confidence bound must reach.</summary>
    public double Target { get; init; } = SafeRegion.DefaultTarget;
}
