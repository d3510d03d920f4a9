namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>Tests that share one cluster, one after the other; each leaves it as it found it.</summary>
[CollectionDefinition(Name)]
public sealed class ComposeCollection : ICollectionFixture<ComposeCluster>
{
    public const string Name = "cluster of docker-compose.yml";
}
