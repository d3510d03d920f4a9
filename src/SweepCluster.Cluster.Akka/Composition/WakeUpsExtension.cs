using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using SweepCluster.Cluster.Akka.WakeUps;
using SweepCluster.Storage;

namespace SweepCluster.Cluster.Akka.Composition;

/// <summary>Wake-ups from other nodes.</summary>
internal static class WakeUpsExtension
{
    public static AkkaConfigurationBuilder WithWakeUps(this AkkaConfigurationBuilder akka, TopicSignals wakeUps) => akka
        .WithDistributedPubSub(string.Empty)
        .WithActors((system, registry) => registry.Register<WakeUpActor>(system.ActorOf(Props.Create(() => new WakeUpActor(wakeUps)), "wake-ups")));
}
