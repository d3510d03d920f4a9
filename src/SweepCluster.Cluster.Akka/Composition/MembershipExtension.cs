using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Akka.Remote.Hosting;
using SweepCluster.Cluster.Akka.Membership;
using SweepCluster.Storage;

namespace SweepCluster.Cluster.Akka.Composition;

/// <summary>Who is in the cluster, how soon a silent member is noticed, and who is put out.</summary>
internal static class MembershipExtension
{
    // No typed option for these: a seed that does not answer is not waited for long, a joined node is up soon, and
    // sharding asks again soon when a coordinator is gone; a node that waits wakes less often than with ticks of 10 ms,
    // a fifth of its processor time; a process that is told to end at once ends at once.
    private const string Pace = """
        akka.cluster {
          downing-provider-class = "SweepCluster.Cluster.Akka.Membership.StoreDowningProvider, SweepCluster.Cluster.Akka"
          seed-node-timeout = 2s
          leader-actions-interval = 500ms
          gossip-interval = 500ms
          unreachable-nodes-reaper-interval = 500ms
          sharding { retry-interval = 500ms, shard-start-timeout = 5s, coordinator-failure-backoff = 1s }
          singleton { hand-over-retry-interval = 500ms, min-number-of-hand-over-retries = 10 }
        }
        akka.scheduler.tick-duration = 50ms
        akka.coordinated-shutdown { exit-clr = off, run-by-clr-shutdown-hook = off }
        """;

    public static AkkaConfigurationBuilder WithMembership(this AkkaConfigurationBuilder akka, ISweepStore store, AkkaEngineOptions options, DowningTally tally, TimeProvider clock) => akka
        .AddHocon(Pace, HoconAddMode.Prepend)
        .AddSetup(new StoreDowningSetup(store, options, tally, clock))
        .WithClustering(new ClusterOptions
        {
            Roles = [.. MemberRoles.Of(options)],
            FailureDetector = new PhiAccrualFailureDetectorOptions
            {
                HeartbeatInterval = TimeSpan.FromMilliseconds(500),
                AcceptableHeartbeatPause = TimeSpan.FromSeconds(2),
                ExpectedResponseAfter = TimeSpan.FromMilliseconds(500),
            },
        });

    public static AkkaConfigurationBuilder WithDepartures(this AkkaConfigurationBuilder akka, ISweepStore store) =>
        akka.WithActors((system, registry) => registry.Register<DepartureActor>(system.ActorOf(Props.Create(() => new DepartureActor(store)), "departures")));
}
