using SweepCluster.EndToEnd.Tests.Cluster.Postgres.Chaos;
using Xunit.Abstractions;

namespace SweepCluster.EndToEnd.Tests.Cluster.Postgres;

/// <summary>Clusters whose nodes meet in the store alone.</summary>
public static class StoreEngineTests
{
    private const string Engine = "store";

    [Collection(ClusterServer.Name)]
    public sealed class Draining(ClusterServer shared) : DrainContract(shared, Engine);

    [Collection(ClusterServer.Name)]
    public sealed class Failover(ClusterServer shared, ITestOutputHelper output) : FailoverContract(shared, Engine, output);

    [Collection(ClusterServer.Name)]
    public sealed class LostDatabase(ClusterServer shared) : LostDatabaseContract(shared, Engine);

    [Collection(ClusterServer.Name)]
    public sealed class Chaotic(ClusterServer shared, ITestOutputHelper output) : ChaosContract(shared, Engine, output);
}
