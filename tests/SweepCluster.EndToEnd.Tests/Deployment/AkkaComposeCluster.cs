#if WITH_AKKA
namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>The cluster of <c>docker-compose.yml</c> with Akka for an engine.</summary>
public sealed class AkkaComposeCluster : IAsyncLifetime, IDisposable
{
    internal ComposeCluster Cluster { get; } = new("akka");

    public Task InitializeAsync() => Cluster.InitializeAsync();

    public Task DisposeAsync() => Cluster.DisposeAsync();

    public void Dispose() => Cluster.Dispose();
}

/// <summary>Tests that share it, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class AkkaComposeCollection : ICollectionFixture<AkkaComposeCluster>
{
    public const string Name = "cluster of docker-compose.yml with Akka";
}
#endif
