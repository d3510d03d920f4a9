using System.Collections.Immutable;
using Akka.Cluster;

namespace SweepCluster.Cluster.Akka.Membership;

/// <summary>What members say of themselves through their roles: what they do, and which node of the store they are.</summary>
internal static class MemberRoles
{
    public const string Coordinator = "coordinator";

    public const string Worker = "worker";

    private const string NodePrefix = "node.";

    public static ImmutableArray<string> Of(AkkaEngineOptions options) =>
    [
        .. options.IsCoordinator ? [Coordinator] : ImmutableArray<string>.Empty,
        .. options.IsWorker ? [Worker] : ImmutableArray<string>.Empty,
        NodePrefix + options.Node,
    ];

    /// <summary>The id of the node that a member is; null for one that is no node of ours.</summary>
    public static string? NodeOf(Member member) => member.Roles.FirstOrDefault(role => role.StartsWith(NodePrefix, StringComparison.Ordinal))?[NodePrefix.Length..];
}
