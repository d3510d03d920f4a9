using System.Collections.Immutable;
using Akka.Cluster;
using SweepCluster.Cluster.Engines;

namespace SweepCluster.Cluster.Akka.Membership;

/// <summary>Akka's words for a cluster in those of the engine port.</summary>
internal static class ClusterSight
{
    /// <summary>The members that are nodes of ours, as gossip has them.</summary>
    public static ImmutableArray<EngineMember> Of(ClusterEvent.CurrentClusterState state) =>
    [
        .. from member in state.Members
           where MemberRoles.NodeOf(member) is not null
           select new EngineMember([.. member.Roles], StateOf(member.Status), !state.Unreachable.Contains(member)),
    ];

    /// <summary>How a node stands whose own status this is.</summary>
    public static EngineStanding StandingOf(MemberStatus self, bool isMinority) =>
        self != MemberStatus.Up ? EngineStanding.Outside : isMinority ? EngineStanding.Minority : EngineStanding.Member;

    internal static MemberState StateOf(MemberStatus status) => status switch
    {
        MemberStatus.Joining or MemberStatus.WeaklyUp => MemberState.Joining,
        MemberStatus.Up => MemberState.Up,
        MemberStatus.Leaving or MemberStatus.Exiting => MemberState.Leaving,
        MemberStatus.Down or MemberStatus.Removed => MemberState.Down,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A status that Akka does not know."),
    };
}
