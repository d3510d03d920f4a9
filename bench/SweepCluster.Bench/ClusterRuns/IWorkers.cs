namespace SweepCluster.Bench.ClusterRuns;

/// <summary>The workers of a measured cluster.</summary>
internal interface IWorkers : IAsyncDisposable
{
    /// <summary>Ends with the failure of one that gave up; never otherwise.</summary>
    Task Failure { get; }

    /// <summary>How long their chunks took, at the end.</summary>
    Task<object> SummaryAsync();
}
