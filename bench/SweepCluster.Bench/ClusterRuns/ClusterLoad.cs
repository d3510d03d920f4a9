namespace SweepCluster.Bench.ClusterRuns;

/// <summary>What a cluster is measured with.</summary>
/// <param name="Store"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="Trials">About so many; the grid is square and each cell has four replicates.</param>
/// <param name="Workers">Worker nodes, each with connections of its own.</param>
internal sealed record ClusterLoad(string Store, int Trials, int Workers)
{
    /// <summary>Whether all nodes use one store object, as in one <c>sweep node</c> process.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether the workers are all in a process of their own, apart from the coordinator and its API.</summary>
    public bool IsApart { get; init; }

    /// <summary>Whether the API is served, and asked, meanwhile.</summary>
    public bool HasApi { get; init; }

    /// <summary>Trials per second that all workers train together; 0 for as many as they can.</summary>
    public int Rate { get; init; }
}
