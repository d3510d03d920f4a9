using System.Collections.Concurrent;

namespace SweepCluster.Cluster.Actors;

/// <summary>
/// How full the bounded queues of this process are, by kind and never by sweep, so that the number of series does not
/// grow; of several queues of a kind the fullest counts, because it is the one that will be full first.
/// </summary>
public static class QueueDepths
{
    private static readonly ConcurrentDictionary<Queue, byte> Watched = [];

    /// <summary>Watches a queue until the result is disposed of.</summary>
    /// <param name="kind">As <c>mailbox-worker</c>.</param>
    /// <param name="capacity">What it holds at most.</param>
    /// <param name="depth">What waits in it; may be called on any thread at any time.</param>
    public static IDisposable Watch(string kind, int capacity, Func<int> depth)
    {
        var queue = new Queue(kind, capacity, depth);
        Watched.TryAdd(queue, 0);
        return queue;
    }

    /// <summary>The fullest queue of each kind.</summary>
    public static IEnumerable<(string Kind, int Depth, int Capacity)> Fullest() =>
        from queue in Watched.Keys
        group (Depth: queue.Depth(), queue.Capacity) by queue.Kind into kind
        let fullest = kind.MaxBy(queue => queue.Depth / (double)queue.Capacity)
        select (kind.Key, fullest.Depth, fullest.Capacity);

    private sealed class Queue(string kind, int capacity, Func<int> depth) : IDisposable
    {
        public string Kind => kind;

        public int Capacity => capacity;

        public Func<int> Depth => depth;

        public void Dispose() => Watched.TryRemove(this, out _);
    }
}
