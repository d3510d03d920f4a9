using Akka.Actor;
using Akka.Cluster.Sharding;
using SweepCluster.Cluster.Engines;

namespace SweepCluster.Cluster.Akka.Sweeps;

/// <summary>Asks this node's region again and again what lives in it.</summary>
internal sealed class RegionActor : ReceiveActor, IWithTimers
{
    private readonly TimeSpan _every;

    public RegionActor(IActorRef region, Placements placements, TimeSpan every)
    {
        _every = every;
        Receive<Look>(_ => region.Tell(GetShardRegionState.Instance));
        Receive<CurrentShardRegionState>(state => placements.Region = new EnginePlacement(state.Shards.Count, state.Shards.Sum(shard => shard.EntityIds.Count)));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer("look", new Look(), TimeSpan.Zero, _every);

    private sealed record Look : INoSerializationVerificationNeeded;
}
