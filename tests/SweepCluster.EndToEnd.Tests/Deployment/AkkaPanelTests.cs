#if WITH_AKKA
namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>Panels that nodes of Akka alone fill.</summary>
[Collection(AkkaComposeCollection.Name)]
public sealed class AkkaPanelTests(AkkaComposeCluster shared)
{
    [Fact]
    public Task No_panel_of_the_store_and_engine_is_empty() =>
        new DashboardQuestions(shared.Cluster).AllAreAnsweredAsync(Dashboard.All.Single(dashboard => dashboard.Uid == "sweep-store-and-engine"));
}
#endif
