using SweepCluster.Storage.Nodes;

namespace SweepCluster.Storage.Tests.Memory;

internal sealed class MemoryNodes(TimeProvider clock) : INodeRegistry
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (NodeDescription Node, DateTimeOffset At)> _nodes = [];

    public Task HeartbeatAsync(NodeDescription node, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _nodes[node.Id] = (node, clock.GetUtcNow());
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<KnownNode>> ListAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<KnownNode>>(
                [.. _nodes.Values.OrderBy(entry => (entry.Node.Name, entry.Node.Id)).Select(entry => new KnownNode(entry.Node, clock.GetUtcNow() - entry.At))]);
        }
    }

    public Task LeaveAsync(string node, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _nodes.Remove(node);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<NodeDescription>> ForgetAsync(TimeSpan silentFor, CancellationToken cancellation)
    {
        lock (_gate)
        {
            NodeDescription[] silent = [.. _nodes.Values.Where(entry => clock.GetUtcNow() - entry.At > silentFor).Select(entry => entry.Node)];
            Array.ForEach(silent, node => _nodes.Remove(node.Id));
            return Task.FromResult<IReadOnlyList<NodeDescription>>(silent);
        }
    }
}
