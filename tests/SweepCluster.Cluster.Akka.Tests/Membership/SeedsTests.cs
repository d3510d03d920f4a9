using System.Net;
using Akka.Actor;
using SweepCluster.Cluster.Akka.Membership;
using SweepCluster.Cluster.Engines;
using SweepCluster.Storage.Nodes;

namespace SweepCluster.Cluster.Akka.Tests.Membership;

public class SeedsTests
{
    private static readonly Address Self = new("akka.signed.tcp", "sweeps", "10.0.0.9", 7600);

    [Fact]
    public void The_nodes_of_the_store_are_asked_oldest_first_and_only_those_that_live()
    {
        var seeds = Seeds.Of([Node("b", minute: 2), Node("dead", minute: 0, silentSeconds: 60), Node("a", minute: 1), Node("elsewhere", minute: 0, protocol: null)], Self);
        Assert.Equal<string>(["a", "b"], seeds.Select(seed => seed.Host));
        Assert.Equal<Address>([Self], Seeds.Of([], Self));
    }

    [Fact]
    public void One_that_joins_in_another_way_is_not_asked()
    {
        var seeds = Seeds.Of([Node("wrong", minute: 0, protocol: "akka.tcp", isJoining: true), Node("a", minute: 1)], Self);
        Assert.Equal<string>(["a"], seeds.Select(seed => seed.Host));
    }

    [Fact]
    public void A_node_that_speaks_in_another_way_than_the_cluster_is_told_so()
    {
        var failure = Assert.Throws<EngineException>(() => Seeds.Of([Node("a", minute: 0, protocol: "akka.tcp"), Node("self", minute: 1, isJoining: true)], Self));
        Assert.Contains("speak akka.tcp, and this one speaks akka.signed.tcp", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_with_several_addresses_stands_for_all_of_them()
    {
        var seeds = await Seeds.OfAsync(["workers:7600", "one:7601", "10.0.0.9:7600"], Self, name => Task.FromResult<IPAddress[]>(
            name == "workers" ? [IPAddress.Parse("10.0.0.2"), IPAddress.Parse("10.0.0.1")] : [IPAddress.Parse("10.0.0.3")]));
        Assert.Equal<string>(["10.0.0.1:7600", "10.0.0.2:7600", "10.0.0.9:7600", "one:7601"], seeds.Select(seed => $"{seed.Host}:{seed.Port}"));
        Assert.All(seeds, seed => Assert.Equal((Self.Protocol, Self.System), (seed.Protocol, seed.System)));
    }

    private static KnownNode Node(string host, int minute, int silentSeconds = 0, string? protocol = "akka.signed.tcp", bool isJoining = false)
    {
        var description = new NodeDescription(host, host, [], "1", null, DateTimeOffset.UnixEpoch.AddMinutes(minute), [])
        {
            EngineAddress = protocol is null ? null : $"{protocol}://sweeps@{host}:7600",
            IsJoining = isJoining,
        };
        return new KnownNode(description, TimeSpan.FromSeconds(silentSeconds));
    }
}
