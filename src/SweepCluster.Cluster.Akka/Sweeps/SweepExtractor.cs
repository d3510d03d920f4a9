using Akka.Cluster.Sharding;
using SweepCluster.Cluster.Akka.Messages;

namespace SweepCluster.Cluster.Akka.Sweeps;

/// <summary>Which entity, and so which shard, a message is for: one entity for each sweep, by a hash that every node computes alike.</summary>
internal sealed class SweepExtractor() : HashCodeMessageExtractor(Shards)
{
    /// <summary>About ten for each node of a cluster with ten coordinators; the same on every node, for ever.</summary>
    public const int Shards = 100;

    public override string EntityId(object message) => message is SweepWake wake ? wake.Sweep.Text : null!;
}
