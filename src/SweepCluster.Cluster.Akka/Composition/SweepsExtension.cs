using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using SweepCluster.Cluster.Akka.Membership;
using SweepCluster.Cluster.Akka.Sweeps;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;

namespace SweepCluster.Cluster.Akka.Composition;

/// <summary>Sweeps on coordinators: one entity for each, and the one catalogue that wakes them.</summary>
internal static class SweepsExtension
{
    private const string TypeName = "sweep";

    // No typed option. Nothing of where sweeps live need survive: the store knows which run, and who may plan them.
    private const string Places = """
        akka.cluster.sharding.distributed-data {
          majority-min-cap = 2
          durable.keys = []
        }
        """;

    public static AkkaConfigurationBuilder WithSweeps(this AkkaConfigurationBuilder akka, ISweepStore store, AkkaEngineOptions options, Placements placements, TopicSignals wakeUps) =>
        options.IsCoordinator
            ? akka.AddHocon(Places, HoconAddMode.Prepend).WithShardRegion<SweepEntity>(
                TypeName,
                sweep => Props.Create(() => new SweepEntity(new SweepId(sweep), store, options, placements, wakeUps)),
                new SweepExtractor(),
                new ShardOptions { Role = MemberRoles.Coordinator, StateStoreMode = StateStoreMode.DData, RememberEntities = false, ShouldPassivateIdleEntities = false })
                .WithActors((system, registry) => registry.Register<RegionActor>(
                    system.ActorOf(Props.Create(() => new RegionActor(registry.Get<SweepEntity>(), placements, options.Heartbeat)), "region")))
            : akka;

    public static AkkaConfigurationBuilder WithCatalogue(this AkkaConfigurationBuilder akka, ISweepStore store, AkkaEngineOptions options) =>
        options.IsCoordinator
            ? akka.WithSingleton<CatalogueActor>(
                "catalogue",
                (_, registry, _) => Props.Create(() => new CatalogueActor(store, registry.Get<SweepEntity>(), options.Heartbeat)),
                new ClusterSingletonOptions { Role = MemberRoles.Coordinator },
                createProxyToo: false)
            : akka;
}
