using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace SweepCluster.Cluster.Actors;

/// <summary>
/// How full the bounded queues of this process are. Each is a gauge with a tag <c>actor</c>, the kind of actor and
/// never a single sweep, so that the number of series does not grow; of several queues of a kind the deepest counts,
/// because it is the one that will be full first.
/// </summary>
public static class QueueDepths
{
    /// <summary>Messages that wait for an actor, at most <see cref="Mailbox{TMessage, TEffect}.Capacity"/>.</summary>
    public const string Mailbox = "sweep.mailbox.depth";

    /// <summary>Chunks that wait to be handed in to the store.</summary>
    public const string Spool = "sweep.spool.depth";

    private static readonly ConcurrentDictionary<Queue, byte> Watched = [];

    /// <summary>Has both instruments.</summary>
    public static Meter Meter { get; } = CreateMeter();

    /// <summary>Measures a queue until the result is disposed of.</summary>
    /// <param name="instrument"><see cref="Mailbox"/> or <see cref="Spool"/>.</param>
    /// <param name="actor">The kind of actor.</param>
    /// <param name="depth">May be called on any thread at any time.</param>
    public static IDisposable Watch(string instrument, string actor, Func<int> depth)
    {
        var queue = new Queue(instrument, actor, depth);
        Watched.TryAdd(queue, 0);
        return queue;
    }

    private static Meter CreateMeter()
    {
        var meter = new Meter("SweepCluster.Cluster");
        meter.CreateObservableGauge(Mailbox, () => Measure(Mailbox), "{message}", "Messages that wait for an actor, of the fullest mailbox of its kind.");
        meter.CreateObservableGauge(Spool, () => Measure(Spool), "{chunk}", "Chunks that wait to be handed in to the store.");
        return meter;
    }

    private static IEnumerable<Measurement<int>> Measure(string instrument) =>
        from queue in Watched.Keys
        where queue.Instrument == instrument
        group queue by queue.Actor into kind
        select new Measurement<int>(kind.Max(queue => queue.Depth()), new KeyValuePair<string, object?>("actor", kind.Key));

    private sealed class Queue(string instrument, string actor, Func<int> depth) : IDisposable
    {
        public string Instrument => instrument;

        public string Actor => actor;

        public Func<int> Depth => depth;

        public void Dispose() => Watched.TryRemove(this, out _);
    }
}
