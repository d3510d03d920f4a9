using SweepCluster.Cluster;
using SweepCluster.Cluster.Engines;
using SweepCluster.Storage;

namespace SweepCluster.Bench.ClusterRuns;

/// <summary>The nodes of a measured cluster.</summary>
internal static class BenchNodes
{
    private static readonly TimeSpan Ownership = TimeSpan.FromSeconds(5);

    public static ClusterNode Coordinator(ISweepStore store) => Of(store, "coordinator", new ClusterNodeOptions("c", "c", "bench") { IsWorker = false }, []);

    /// <param name="rate">Trials per second; 0 for as many as it can.</param>
    public static ClusterNode Worker(ISweepStore store, int number, double rate) =>
        Of(store, "worker", new ClusterNodeOptions($"w{number}", $"w{number}", "bench") { IsCoordinator = false }, [new NoOpTrainer(rate)]);

    private static ClusterNode Of(ISweepStore store, string role, ClusterNodeOptions options, NoOpTrainer[] trainers) =>
        new(store, new StoreEngine(store, Ownership), options, trainers, TimeProvider.System, new StandardErrorJournal(role));
}
