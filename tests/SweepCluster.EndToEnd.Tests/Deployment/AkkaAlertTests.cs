#if WITH_AKKA
namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>Alerts of what Akka does, as <see cref="AlertTests"/>.</summary>
[Collection(AkkaComposeCollection.Name)]
public sealed class AkkaAlertTests(AkkaComposeCluster shared) : AlertScene(shared.Cluster)
{
    [Fact]
    public async Task A_killed_worker_is_put_out_of_the_cluster()
    {
        await Cluster.Node("worker-cpu-2").KillAsync();
        await FiresAsync("SweepNodePutOut");
        await Cluster.StartAgainAsync("worker-cpu-2");
        await ClearsAsync("SweepNodePutOut", "SweepNodeDown");
    }

    [Fact]
    public async Task PostgreSQL_is_away_and_nobody_can_be_told_from_the_dead()
    {
        await Cluster.Postgres.StopAsync();
        await Cluster.Node("worker-cpu-2").KillAsync();
        await FiresAsync("SweepStoreUnreachable", "SweepMembersUnreachable");
        await Cluster.Postgres.StartAgainAsync();
        await Cluster.StartAgainAsync("worker-cpu-2");
        await ClearsAsync("SweepStoreUnreachable", "SweepMembersUnreachable", "SweepNodeDown", "SweepNodePutOut");
    }
}
#endif
