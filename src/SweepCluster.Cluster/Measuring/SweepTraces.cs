using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;

namespace SweepCluster.Cluster.Measuring;

/// <summary>
/// Traces sweeps over all nodes without a row in the store: a sweep's trace, and which of its chunks are sampled,
/// follow from its id, so every process agrees on them. Spans of a chunk hang from a parent that is derived the same
/// way and that nobody records.
/// </summary>
/// <param name="ratio">The share of chunks that are traced; 0 for none.</param>
public sealed class SweepTraces(double ratio, TimeProvider clock) : IDisposable
{
    public const string SourceName = "SweepCluster.Cluster";

    private readonly ActivitySource _source = new(SourceName);
    private readonly ConcurrentDictionary<LeaseId, ActivityContext> _leases = [];
    private readonly ConcurrentDictionary<string, IReadOnlyList<LeaseId>> _devices = new(StringComparer.Ordinal);

    /// <summary>The time, for spans that are recorded when they have ended.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The trace of a sweep.</summary>
    public static ActivityTraceId TraceOf(SweepId sweep) => ActivityTraceId.CreateFromBytes(Hash(sweep.Text).AsSpan(0, 16));

    /// <summary>Whether a chunk is sampled: the same answer on every node with the same ratio.</summary>
    public bool IsSampled(ChunkId chunk) => ratio > 0 && BinaryPrimitives.ReadUInt64LittleEndian(Hash(chunk.ToString())) < ratio * ulong.MaxValue;

    public void Dispose() => _source.Dispose();

    /// <summary>Where spans of a sweep that are not of a chunk hang.</summary>
    internal static ActivityContext ContextOf(SweepId sweep, bool isSampled) =>
        new(TraceOf(sweep), SpanOf(sweep.Text), isSampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None, isRemote: true);

    /// <summary>The submission of a sweep; dispose of it at its end. Always sampled, unless nothing is.</summary>
    internal Activity? Submit(SweepId sweep) =>
        Tagged(_source.StartActivity("submit", ActivityKind.Producer, ContextOf(sweep, ratio > 0)), sweep, null);

    internal void Planned(IEnumerable<Chunk> chunks, DateTimeOffset began)
    {
        foreach (var chunk in chunks.Where(chunk => IsSampled(chunk.Id)))
        {
            using var span = Start("plan", ActivityKind.Producer, ContextOf(chunk.Id), chunk.Id, began);
            span?.SetTag("sweep.trials", chunk.Trials.Length);
        }
    }

    internal void Leased(LeaseRequest request, IReadOnlyList<Lease> leases, DateTimeOffset began)
    {
        var sampled = leases.Where(lease => IsSampled(lease.Chunk.Id)).ToArray();
        foreach (var lease in sampled)
        {
            using var span = Start("lease", ActivityKind.Consumer, ContextOf(lease.Chunk.Id), lease.Chunk.Id, began);
            span?.SetTag("sweep.node", request.Node).SetTag("sweep.device", request.Device).SetTag("sweep.fence", lease.Fence);
            _leases[lease.Id] = span?.Context ?? ContextOf(lease.Chunk.Id);
        }

        _devices[request.Device] = [.. sampled.Select(lease => lease.Id)];
    }

    /// <summary>The training of what a device leased last; end them when it ends.</summary>
    internal IReadOnlyList<Activity> Train(string device) =>
        [.. _devices.GetValueOrDefault(device, [])
            .Select(lease => Start("train", ActivityKind.Internal, _leases.GetValueOrDefault(lease, ContextOf(lease.Chunk)), lease.Chunk, Now)?.SetTag("sweep.device", device))
            .OfType<Activity>()];

    /// <summary>The commit of a chunk; dispose of it at its end.</summary>
    internal Activity? Commit(LeaseId lease) =>
        _leases.TryGetValue(lease, out var context) ? Tagged(_source.StartActivity("commit", ActivityKind.Client, context), lease.Chunk.Sweep, lease.Chunk.Number) : null;

    internal void Ended(LeaseId lease) => _leases.TryRemove(lease, out _);

    private static ActivityContext ContextOf(ChunkId chunk) => new(TraceOf(chunk.Sweep), SpanOf(chunk.ToString()), ActivityTraceFlags.Recorded, isRemote: true);

    private static ActivitySpanId SpanOf(string text) => ActivitySpanId.CreateFromBytes(Hash(text).AsSpan(16, 8));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private Activity? Start(string name, ActivityKind kind, ActivityContext parent, ChunkId chunk, DateTimeOffset began) =>
        Tagged(_source.StartActivity(name, kind, parent, tags: null, links: [new ActivityLink(ContextOf(chunk.Sweep, isSampled: true))], began), chunk.Sweep, chunk.Number);

    private static Activity? Tagged(Activity? span, SweepId sweep, long? chunk)
    {
        span?.SetTag("sweep.id", sweep.Text);
        return chunk is { } number ? span?.SetTag("sweep.chunk", number) : span;
    }
}
