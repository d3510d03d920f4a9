using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using SweepCluster.Storage;
using ClusterOfAkka = Akka.Cluster.Cluster;

namespace SweepCluster.Cluster.Akka.Membership;

/// <summary>What the downing provider needs to know; Akka makes the provider itself.</summary>
internal sealed class StoreDowningSetup(ISweepStore store, AkkaEngineOptions options, DowningTally tally, TimeProvider clock) : Setup
{
    public Props Props => Props.Create(() => new StoreDowningActor(store, options, tally, clock));
}

/// <summary>Lets the store tell dead members from those that are only cut off.</summary>
internal sealed class StoreDowningProvider : IDowningProvider
{
    // Akka calls it by its parameters.
    public StoreDowningProvider(ActorSystem system, ClusterOfAkka _) => DowningActorProps = system.Settings.Setup.Get<StoreDowningSetup>().Value.Props;

    /// <summary>None: the store's fences protect what two nodes may do at the same time.</summary>
    public TimeSpan DownRemovalMargin => TimeSpan.Zero;

    public Props DowningActorProps { get; }
}
