using Akka.Actor;
using Akka.TestKit.Xunit2;
using SweepCluster.Cluster.Akka.Messages;
using SweepCluster.Cluster.Akka.Sweeps;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Sweeps;
using SweepCluster.Storage.Tests.Memory;
using SweepCluster.Testing;

namespace SweepCluster.Cluster.Akka.Tests.Sweeps;

public class CatalogueActorTests : TestKit
{
    private readonly MemoryStore _store = new(TimeProvider.System);

    public CatalogueActorTests()
        : base("akka { actor.provider = cluster, remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 } }")
    {
    }

    [Fact]
    public async Task It_wakes_every_sweep_that_is_to_run_again_and_again()
    {
        await AddAsync("a");
        await AddAsync("b");
        await _store.Sweeps.MoveAsync(new SweepId("b"), [SweepState.Running], SweepState.Paused, default);
        Sys.ActorOf(Props.Create(() => new CatalogueActor(_store, TestActor, TimeSpan.FromMilliseconds(20))));
        Assert.Equal(new SweepWake(new SweepId("a")), await ExpectMsgAsync<SweepWake>());
        Assert.Equal(new SweepWake(new SweepId("a")), await ExpectMsgAsync<SweepWake>());
    }

    [Fact]
    public async Task It_looks_at_once_when_a_sweep_has_changed()
    {
        var catalogue = Sys.ActorOf(Props.Create(() => new CatalogueActor(_store, TestActor, TimeSpan.FromHours(1))));
        await AddAsync("a");
        catalogue.Tell(new TopicChanged(StoreTopic.Sweeps));
        Assert.Equal(new SweepWake(new SweepId("a")), await ExpectMsgAsync<SweepWake>());
    }

    [Fact]
    public async Task It_looks_again_after_a_mistake()
    {
        var store = new FailingStore(new InvalidOperationException("a mistake"));
        Sys.ActorOf(Props.Create(() => new CatalogueActor(store, TestActor, TimeSpan.FromMilliseconds(20))));
        await AwaitAssertAsync(() => Assert.True(store.Asked >= 2));
    }

    private Task<bool> AddAsync(string id) => _store.Sweeps.CreateAsync(new StoredSweep(new SweepId(id), id, "", DateTimeOffset.UnixEpoch), default);
}
