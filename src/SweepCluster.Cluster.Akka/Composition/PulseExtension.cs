using Akka.Actor;
using Akka.Hosting;
using SweepCluster.Cluster.Akka.Membership;

namespace SweepCluster.Cluster.Akka.Composition;

/// <summary>Notices an actor system that stands still.</summary>
internal static class PulseExtension
{
    public static AkkaConfigurationBuilder WithPulse(this AkkaConfigurationBuilder akka, AkkaEngineOptions options, Action standsStill) =>
        akka.WithActors((system, registry) => registry.Register<PulseActor>(system.ActorOf(Props.Create(() => new PulseActor(options.StillFor, standsStill)), "pulse")));
}
