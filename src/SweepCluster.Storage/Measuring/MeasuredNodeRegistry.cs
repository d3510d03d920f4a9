using System.Collections.Immutable;
using SweepCluster.Storage.Nodes;

namespace SweepCluster.Storage.Measuring;

/// <summary>Measures the calls of the store that it wraps.</summary>
internal sealed class MeasuredNodeRegistry(INodeRegistry inner, StoreMeter meter) : INodeRegistry
{
    public Task HeartbeatAsync(NodeDescription node, CancellationToken cancellation) =>
        meter.MeasureAsync("nodes.heartbeat", () => inner.HeartbeatAsync(node, cancellation));

    public Task<IReadOnlyList<KnownNode>> ListAsync(CancellationToken cancellation) =>
        meter.MeasureAsync("nodes.list", () => inner.ListAsync(cancellation));

    public Task LeaveAsync(string node, CancellationToken cancellation) =>
        meter.MeasureAsync("nodes.leave", () => inner.LeaveAsync(node, cancellation));

    public Task<IReadOnlyList<NodeDescription>> ForgetAsync(TimeSpan silentFor, CancellationToken cancellation) =>
        meter.MeasureAsync("nodes.forget", () => inner.ForgetAsync(silentFor, cancellation));
}
