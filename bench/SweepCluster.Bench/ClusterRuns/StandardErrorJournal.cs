using SweepCluster.Cluster.Actors;

namespace SweepCluster.Bench.ClusterRuns;

/// <summary>Says what goes wrong with a node's actors, so that no figure is taken of a cluster that fails.</summary>
internal sealed class StandardErrorJournal(string node) : IActorJournal
{
    public void Failed(string actor, Exception failure, TimeSpan? restartIn) => Console.Error.WriteLine($"{node}: {actor} failed: {failure}");

    public void Undelivered(string actor, object message) => Console.Error.WriteLine($"{node}: {actor} had ended and was not told {message.GetType().Name}");
}
