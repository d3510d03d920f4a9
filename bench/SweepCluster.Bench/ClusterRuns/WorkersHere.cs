using SweepCluster.Cluster;
using SweepCluster.Storage;

namespace SweepCluster.Bench.ClusterRuns;

/// <summary>Workers in this process.</summary>
internal sealed class WorkersHere : IWorkers
{
    private readonly OpenThings _opened = new();
    private readonly ChunkTimes _times = new();
    private readonly List<ClusterNode> _nodes = [];

    private WorkersHere()
    {
    }

    public Task Failure => Task.WhenAny(_nodes.Select(node => node.Failure)).Unwrap();

    /// <param name="open">The store of each worker.</param>
    public static async Task<WorkersHere> StartAsync(Func<Task<ISweepStore>> open, ClusterLoad load)
    {
        var workers = new WorkersHere();
        for (var i = 0; i < load.Workers; i++)
        {
            var store = await open();
            if (!load.IsShared)
            {
                workers._opened.Add(store);
            }

            var node = workers._opened.Add(BenchNodes.Worker(new TimedStore(store, workers._times), i, load.Rate / (double)load.Workers));
            workers._nodes.Add(node);
            await node.StartAsync((_, _) => { }, (_, _) => { }, CancellationToken.None);
        }

        return workers;
    }

    public Task<object> SummaryAsync() => Task.FromResult(_times.Summary());

    public ValueTask DisposeAsync() => _opened.DisposeAsync();
}
