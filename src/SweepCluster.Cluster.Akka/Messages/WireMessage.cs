using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;

namespace SweepCluster.Cluster.Akka.Messages;

/// <summary>What nodes say to each other. Everything larger goes through the store.</summary>
internal abstract record WireMessage
{
    private protected WireMessage()
    {
    }
}

/// <summary>To a sweep's entity: see that the sweep runs.</summary>
internal sealed record SweepWake(SweepId Sweep) : WireMessage;

/// <summary>To every node: something in the store has changed.</summary>
internal sealed record TopicChanged(StoreTopic Topic) : WireMessage;
