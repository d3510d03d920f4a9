using SweepCluster.Cluster.Coordinating;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Tests.Coordinating;

public class CoordinatorActorTests
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);
    private static readonly SweepOwnership First = new(new SweepId("first"), 1);
    private static readonly SweepOwnership Second = new(new SweepId("second"), 1);

    private readonly CoordinatorActor _actor = new(Heartbeat);

    [Fact]
    public void A_sweep_that_is_placed_here_is_begun_once()
    {
        Assert.Equal([new CoordinatorEffect.Begin(First), new CoordinatorEffect.WakeWithin(Heartbeat)], Place(First));
        Assert.Equal([new CoordinatorEffect.WakeWithin(Heartbeat)], Place(First));
        Assert.Equal([new CoordinatorEffect.Begin(Second), new CoordinatorEffect.WakeWithin(Heartbeat)], Place(First, Second));
    }

    [Fact]
    public void A_sweep_that_was_lost_is_ended_and_begun_again_when_it_comes_back()
    {
        Place(First, Second);
        Assert.Equal([new CoordinatorEffect.End(First), new CoordinatorEffect.WakeWithin(Heartbeat)], Place(Second));
        var regained = First with { Fence = 3 };
        Assert.Equal([new CoordinatorEffect.Begin(regained), new CoordinatorEffect.WakeWithin(Heartbeat)], Place(Second, regained));
    }

    [Fact]
    public void A_sweep_that_was_lost_and_regained_between_two_looks_is_begun_anew_with_the_new_right()
    {
        Place(First);
        var regained = First with { Fence = 2 };
        Assert.Equal([new CoordinatorEffect.End(First), new CoordinatorEffect.Begin(regained), new CoordinatorEffect.WakeWithin(Heartbeat)], Place(regained));
    }

    [Fact]
    public void The_end_of_an_actor_of_an_earlier_right_says_nothing_of_the_present_one()
    {
        Place(First);
        var regained = First with { Fence = 2 };
        Place(regained);
        _actor.On(new CoordinatorMessage.Ended(First));
        Assert.Equal([new CoordinatorEffect.WakeWithin(Heartbeat)], Place(regained));
        _actor.On(new CoordinatorMessage.Ended(regained));
        Assert.Equal([new CoordinatorEffect.Begin(regained), new CoordinatorEffect.WakeWithin(Heartbeat)], Place(regained));
    }

    [Fact]
    public void A_store_that_is_away_is_asked_again_and_a_broken_one_is_an_error()
    {
        Assert.Equal([new CoordinatorEffect.WakeWithin(Heartbeat)], _actor.On(new CoordinatorMessage.StoreFailed(new StoreException("away", new IOException(), isTransient: true))));
        Assert.Throws<StoreException>(() => _actor.On(new CoordinatorMessage.StoreFailed(new StoreException("damaged"))));
    }

    private IEnumerable<CoordinatorEffect> Place(params SweepOwnership[] sweeps) => [.. _actor.On(new CoordinatorMessage.Placed(sweeps))];
}
