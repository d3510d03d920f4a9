using Akka.Actor;
using Akka.TestKit.Xunit2;
using SweepCluster.Cluster.Akka.Membership;
using SweepCluster.Testing;

namespace SweepCluster.Cluster.Akka.Tests.Membership;

public class StoreDowningActorTests : TestKit
{
    public StoreDowningActorTests()
        : base("akka { actor.provider = cluster, remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 } }")
    {
    }

    [Fact]
    public async Task It_looks_again_after_a_mistake()
    {
        var store = new FailingStore(new InvalidOperationException("a mistake"));

        // A node in the lesser half looks at every tick.
        var tally = new DowningTally { IsMinority = true };
        Sys.ActorOf(Props.Create(() => new StoreDowningActor(store, new AkkaEngineOptions("n1"), tally, TimeProvider.System)));
        await AwaitAssertAsync(() => Assert.True(store.Asked >= 2));
    }
}
