using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using SweepCluster.Cluster.Akka.Messages;
using SweepCluster.Cluster.Akka.Sweeps;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Sweeps;
using SweepCluster.Storage.Tests.Memory;
using SweepCluster.Testing;

namespace SweepCluster.Cluster.Akka.Tests.Sweeps;

public class SweepEntityTests : TestKit
{
    private const string SerializeAll = """
        akka.actor {
          serialize-messages = on
          serializers.sweep = "SweepCluster.Cluster.Akka.Messages.WireSerializer, SweepCluster.Cluster.Akka"
          serialization-bindings { "SweepCluster.Cluster.Akka.Messages.WireMessage, SweepCluster.Cluster.Akka" = sweep }
        }
        """;

    private readonly MemoryStore _store = new(TimeProvider.System);
    private readonly Placements _placements = new();
    private readonly TestProbe _shard;

    public SweepEntityTests()
        : base(SerializeAll) => _shard = CreateTestProbe();

    [Fact]
    public async Task One_that_is_woken_claims_its_sweep_for_its_node()
    {
        var (id, _) = await TestNode.SubmitAsync(_store);
        var entity = Entity(id);
        entity.Tell(new SweepWake(id));
        entity.Tell(new SweepWake(id));
        await AwaitAssertAsync(() => Assert.Equal(entity, Assert.Single(_placements.Now).Value));
        Assert.Equal(id, Assert.Single(await _store.Sweeps.OwnAsync("n1", TimeSpan.FromMinutes(1), 0, default)).Sweep);
    }

    [Fact]
    public async Task One_whose_sweep_is_anothers_gives_its_place_up()
    {
        var (id, _) = await TestNode.SubmitAsync(_store);
        var entity = Entity(id);
        entity.Tell(new SweepWake(id));
        await AwaitAssertAsync(() => Assert.Single(_placements.Now));
        entity.Tell(new SweepEntity.Lost());
        await _shard.ExpectMsgAsync<Passivate>();
        Assert.Empty(_placements.Now);
    }

    [Fact]
    public async Task One_with_nothing_to_plan_gives_its_place_up()
    {
        var (id, _) = await TestNode.SubmitAsync(_store);
        await _store.Sweeps.MoveAsync(id, [SweepState.Running], SweepState.Cancelled, default);
        Entity(id).Tell(new SweepWake(id));
        await _shard.ExpectMsgAsync<Passivate>();
        Assert.Empty(_placements.Now);
    }

    [Fact]
    public async Task One_that_is_moved_away_is_forgotten_here()
    {
        var (id, _) = await TestNode.SubmitAsync(_store);
        var entity = Entity(id);
        entity.Tell(new SweepWake(id));
        await AwaitAssertAsync(() => Assert.Single(_placements.Now));
        entity.Tell(PoisonPill.Instance);
        await AwaitAssertAsync(() => Assert.Empty(_placements.Now));
    }

    [Fact]
    public async Task One_that_is_woken_claims_again_after_a_mistake()
    {
        var store = new FailingStore(new InvalidOperationException("a mistake"));
        var id = new SweepId("a");
        var entity = Entity(id, store);
        await AwaitAssertAsync(() =>
        {
            entity.Tell(new SweepWake(id));
            Assert.True(store.Asked >= 2);
        });
    }

    private IActorRef Entity(SweepId id, ISweepStore? inPlaceOfStore = null)
    {
        var options = new AkkaEngineOptions("n1");
        var wakeUps = new TopicSignals(TimeProvider.System);
        var store = inPlaceOfStore ?? _store;
        return _shard.ChildActorOf(Props.Create(() => new SweepEntity(id, store, options, _placements, wakeUps)));
    }
}
