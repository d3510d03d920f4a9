using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Training.Datasets;

/// <summary>A sentence for messages about misspelt names.</summary>
internal static class DidYouMean
{
    /// <summary>"Did you mean 'x'? ", or nothing when no name is near.</summary>
    public static string Sentence(string found, IEnumerable<string> allowed) =>
        NearestName.Of(found, allowed) is { } name ? $"Did you mean '{name}'? " : "";
}
