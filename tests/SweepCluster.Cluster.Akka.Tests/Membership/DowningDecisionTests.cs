using SweepCluster.Cluster.Akka.Membership;

namespace SweepCluster.Cluster.Akka.Tests.Membership;

public class DowningDecisionTests
{
    [Fact]
    public void A_member_that_the_store_has_not_heard_of_either_is_put_out_at_once()
    {
        var decision = DowningDecision.Of([Member("a"), Member("b", isReachable: false, isAlive: false)], "a", isPatienceOver: false);
        Assert.Equal<string>(["b"], decision.Down);
        Assert.False(decision.DownSelf);
    }

    [Fact]
    public void A_member_that_the_store_hears_of_is_waited_for()
    {
        var decision = DowningDecision.Of([Member("a"), Member("b", isReachable: false)], "a", isPatienceOver: false);
        Assert.Empty(decision.Down);
        Assert.False(decision.DownSelf);
    }

    [Fact]
    public void A_node_that_cannot_reach_the_store_decides_nothing()
    {
        Assert.Same(DowningDecision.Wait, DowningDecision.Of([Member("a", isAlive: false), Member("b", isReachable: false, isAlive: false)], "a", isPatienceOver: true));
        Assert.Same(DowningDecision.Wait, DowningDecision.Of([], "a", isPatienceOver: true));
    }

    /// <summary>Every way to cut four nodes, two of which coordinate, into two halves.</summary>
    [Fact]
    public void Of_two_living_halves_exactly_one_goes_on()
    {
        string[] nodes = ["a", "b", "c", "d"];
        for (var cut = 1; cut < 15; cut++)
        {
            var goingOn = nodes.Where((node, i) =>
            {
                var here = (cut >> i) & 1;
                var seen = nodes.Select((other, j) => Member(other, isCoordinator: j < 2, isReachable: ((cut >> j) & 1) == here)).ToArray();
                return !DowningDecision.Of(seen, node, isPatienceOver: true).DownSelf;
            }).ToArray();
            var halves = goingOn.Select(node => (cut >> Array.IndexOf(nodes, node)) & 1).Distinct();
            Assert.Single(halves);
        }
    }

    [Fact]
    public void The_half_with_more_living_coordinators_goes_on_and_the_dead_do_not_count()
    {
        MemberStanding[] seen = [Member("x"), Member("y"), Member("a", isReachable: false), Member("b", isReachable: false, isAlive: false)];
        Assert.Equal<string>(["a", "b"], DowningDecision.Of(seen, "x", isPatienceOver: true).Down);
    }

    /// <summary>What each of two clusters that began beside each other sees of the other.</summary>
    [Fact]
    public void Of_two_clusters_that_began_beside_each_other_one_gives_way()
    {
        Assert.True(DowningDecision.Of([Member("b"), Member("a", isReachable: false)], "b", isPatienceOver: true).DownSelf);
        Assert.False(DowningDecision.Of([Member("a"), Member("b", isReachable: false)], "a", isPatienceOver: true).DownSelf);
    }

    private static MemberStanding Member(string node, bool isCoordinator = true, bool isReachable = true, bool isAlive = true) =>
        new(node, isCoordinator, isReachable, isAlive);
}
