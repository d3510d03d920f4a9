using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using SweepCluster.Cluster.Akka.Messages;
using SweepCluster.Storage;

namespace SweepCluster.Cluster.Akka.WakeUps;

/// <summary>Passes on what other nodes say has changed.</summary>
internal sealed class WakeUpActor : ReceiveActor
{
    public WakeUpActor(TopicSignals wakeUps)
    {
        Receive<TopicChanged>(changed => wakeUps.Raise(changed.Topic));
        Receive<SubscribeAck>(_ => { });
    }

    /// <summary>What a topic of the store is called among nodes.</summary>
    public static string NameOf(StoreTopic topic) => $"store-{topic}";

    protected override void PreStart()
    {
        var mediator = DistributedPubSub.Get(Context.System).Mediator;
        foreach (var topic in Enum.GetValues<StoreTopic>())
        {
            mediator.Tell(new Subscribe(NameOf(topic), Self));
        }
    }
}
