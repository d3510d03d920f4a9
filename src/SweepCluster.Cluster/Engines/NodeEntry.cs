using SweepCluster.Storage.Nodes;

namespace SweepCluster.Cluster.Engines;

/// <summary>A node's entry in the store's list of nodes, kept alive; those of nodes that are silent for long are removed beside it.</summary>
public sealed class NodeEntry(INodeRegistry nodes)
{
    /// <summary>Announcements between two looks for nodes to forget.</summary>
    private const long ForgetEvery = 60;

    private static readonly TimeSpan ForgetAfter = TimeSpan.FromMinutes(10);

    private long _announced;
    private IReadOnlyList<KnownNode> _heard = [];

    /// <summary>All nodes, as the store had heard of them at the last announcement of a coordinator; none on a node that is no coordinator.</summary>
    public IReadOnlyList<KnownNode> Heard => Volatile.Read(ref _heard);

    /// <summary>Enters the node or says that it is alive, and on a coordinator reads which others there are.</summary>
    public async Task AnnounceAsync(NodeDescription self, CancellationToken cancellation)
    {
        await nodes.HeartbeatAsync(self, cancellation).ConfigureAwait(false);
        if (_announced++ % ForgetEvery == 0)
        {
            await nodes.ForgetAsync(ForgetAfter, cancellation).ConfigureAwait(false);
        }

        if (self.Roles.Contains(ClusterNode.CoordinatorRole))
        {
            Volatile.Write(ref _heard, await nodes.ListAsync(cancellation).ConfigureAwait(false));
        }
    }
}
