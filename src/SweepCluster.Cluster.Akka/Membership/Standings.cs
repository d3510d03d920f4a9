using System.Collections.Immutable;
using Akka.Cluster;
using SweepCluster.Storage.Nodes;

namespace SweepCluster.Cluster.Akka.Membership;

/// <summary>What is known of nodes, from the net and from the store.</summary>
internal static class Standings
{
    /// <summary>
    /// All members, and the nodes that the store hears of although they are members of another cluster: two that began
    /// at the same moment, or each while the other was cut off, must become one.
    /// </summary>
    /// <param name="deadAfter">How long the store may not have heard of one that is alive.</param>
    public static ImmutableArray<MemberStanding> Of(
        IReadOnlyCollection<Member> members, IReadOnlyCollection<Member> unreachable, IReadOnlyList<KnownNode> nodes, TimeSpan deadAfter)
    {
        var alive = nodes.Where(node => node.SilentFor < deadAfter).ToDictionary(node => node.Description.Id, StringComparer.Ordinal);
        var ours = members.Select(MemberRoles.NodeOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from member in members
               let node = MemberRoles.NodeOf(member)
               where node is not null
               select new MemberStanding(node, member.HasRole(MemberRoles.Coordinator), !unreachable.Contains(member), alive.ContainsKey(node)),
            .. from node in alive.Values
               let said = node.Description
               where said.EngineAddress is not null && !said.IsJoining && !said.IsDraining && !ours.Contains(said.Id)
               select new MemberStanding(said.Id, said.Roles.Contains(MemberRoles.Coordinator), IsReachable: false, IsAlive: true),
        ];
    }
}
