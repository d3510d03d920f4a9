using Akka.Actor;
using Akka.Cluster;
using SweepCluster.Storage;
using ClusterOfAkka = Akka.Cluster.Cluster;

namespace SweepCluster.Cluster.Akka.Membership;

/// <summary>Takes nodes that the cluster has put out or that have left from the store's list of nodes.</summary>
internal sealed class DepartureActor : ReceiveActor
{
    public DepartureActor(ISweepStore store) => ReceiveAsync<ClusterEvent.MemberRemoved>(async removed =>
    {
        if (MemberRoles.NodeOf(removed.Member) is { } node)
        {
            try
            {
                await store.Nodes.LeaveAsync(node, CancellationToken.None).ConfigureAwait(false);
            }
            catch (StoreException)
            {
                // The others try it too, and the store forgets who is silent for long.
            }
        }
    });

    protected override void PreStart() => ClusterOfAkka.Get(Context.System).Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.MemberRemoved));

    protected override void PostStop() => ClusterOfAkka.Get(Context.System).Unsubscribe(Self);
}
