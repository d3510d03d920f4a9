using SweepCluster.Testing;

namespace SweepCluster.EndToEnd.Tests.Cluster.Postgres;

/// <summary>The PostgreSQL server of all clusters, one after the other, and what their sweep must come to.</summary>
public sealed class ClusterServer : IAsyncLifetime
{
    /// <summary>Of the collection of tests that share it.</summary>
    public const string Name = "clusters";

    // Cells of the cliff get more replicates and more neighbours, and each decision waits for results.
    private const string File = """
        name: chaos
        family: polynomial-network
        dataset: {name: spirals, train: 256, test: 128, validation: 64}
        parameters: {hidden: [16, 16], learningRate: 0.01}
        axes:
          - parameter: B
            log: {from: 0.5, to: 16, count: 17}
          - parameter: degree
            values: [2, 4, 8]
        strategy: {kind: refine, coarse: 4}
        replicates: {kind: sequential, max: 16}
        budget: {epochs: 20, batch: 32}
        """;

    private Reference? _reference;
    private Reference? _longReference;
    private PostgresServer? _server;

    internal PostgresServer Server => _server ?? throw new InvalidOperationException("The server is not started yet.");

    public async Task InitializeAsync() => _server = await PostgresServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    /// <summary>A sweep of some ten seconds whose plan depends on its results.</summary>
    internal async Task<Reference> ReferenceAsync() => _reference ??= await Reference.RunAsync(File);

    /// <summary>A sweep of half a minute, which is about what three nodes take to be started again one after the other, and long enough for many faults.</summary>
    internal async Task<Reference> LongReferenceAsync() =>
        _longReference ??= await Reference.RunAsync(File.Replace("epochs: 20", "epochs: 160", StringComparison.Ordinal));
}

/// <summary>Clusters do not run beside each other: they would only wait for the same cores.</summary>
[CollectionDefinition(ClusterServer.Name)]
public sealed class ClusterTests : ICollectionFixture<ClusterServer>;
