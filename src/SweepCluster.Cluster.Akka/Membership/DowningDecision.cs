using System.Collections.Immutable;

namespace SweepCluster.Cluster.Akka.Membership;

/// <summary>How a member stands, as one node sees it.</summary>
/// <param name="Node">The node's id.</param>
/// <param name="IsReachable">Whether this node hears of it.</param>
/// <param name="IsAlive">Whether the store has heard of it lately.</param>
internal sealed record MemberStanding(string Node, bool IsCoordinator, bool IsReachable, bool IsAlive);

/// <summary>What a node does about members that it does not hear of.</summary>
/// <param name="Down">Nodes to put out of the cluster.</param>
/// <param name="DownSelf">Whether this node itself gives way.</param>
internal sealed record DowningDecision(ImmutableArray<string> Down, bool DownSelf)
{
    /// <summary>Nothing can be said yet.</summary>
    public static DowningDecision Wait { get; } = new([], false);

    /// <summary>
    /// Members that are silent in the store too are dead. When the others are alive the net between them is cut: after
    /// a while the half with fewer living coordinators gives way, and of equal halves the one without the smallest id,
    /// so that both halves decide alike without a word between them.
    /// </summary>
    /// <param name="members">All members, this node among them.</param>
    /// <param name="self">This node.</param>
    /// <param name="isPatienceOver">Whether some member has been unreachable for so long that a half must give way.</param>
    public static DowningDecision Of(IReadOnlyCollection<MemberStanding> members, string self, bool isPatienceOver)
    {
        // A node that the store has not heard of cannot tell the dead from the living.
        if (!members.Any(member => member.Node == self && member.IsAlive))
        {
            return Wait;
        }

        var dead = members.Where(member => !member.IsReachable && !member.IsAlive).Select(member => member.Node).Order(StringComparer.Ordinal).ToImmutableArray();
        if (!isPatienceOver || members.All(member => member.IsReachable || !member.IsAlive))
        {
            return new DowningDecision(dead, false);
        }

        var living = members.Where(member => member.IsAlive).ToArray();
        var voters = living.Any(member => member.IsCoordinator) ? [.. living.Where(member => member.IsCoordinator)] : living;
        var here = voters.Count(member => member.IsReachable);
        var there = voters.Length - here;
        var staysHere = here == there ? voters.MinBy(member => member.Node, StringComparer.Ordinal)!.IsReachable : here > there;
        return staysHere
            ? new DowningDecision([.. members.Where(member => !member.IsReachable).Select(member => member.Node).Order(StringComparer.Ordinal)], false)
            : new DowningDecision([], true);
    }
}
