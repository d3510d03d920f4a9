using Serilog;
using SweepCluster.Cluster.Measuring;
using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Events;

namespace SweepCluster.Node.Hosting;

/// <summary>
/// Writes what happens to sweeps into the store and the log. Bounded: while the store is away the oldest news waits
/// and the newest is only logged.
/// </summary>
internal sealed class EventWriter : IAsyncDisposable
{
    /// <summary>Events that wait for the store at most.</summary>
    public const int Capacity = StoreQueue<StoredEvent>.Capacity;

    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly StoreQueue<StoredEvent> _events;

    public EventWriter(ISweepStore store, TimeProvider clock, ILogger log)
    {
        (_clock, _log) = (clock, log);
        _events = new StoreQueue<StoredEvent>(
            store.Events.AppendAsync,
            (_, failure) => log.Error(failure, "An event could not be kept"),
            left => log.Warning("The store was away at the end; {Count} events are in this log only", left),
            clock);
    }

    /// <summary>Events that wait for the store.</summary>
    public int Depth => _events.Depth;

    /// <summary>Takes news of a sweep; results are no event.</summary>
    public void Hear(SweepId sweep, SweepNews news)
    {
        switch (news)
        {
            case SweepNews.ChunkFailed failed:
                var aside = failed.Decision.Aside.Length;
                Say(sweep, "chunk-failed", $"Chunk {failed.Chunk} failed: {failed.Cause} {(aside > 0 ? $"{string.Join(", ", failed.Decision.Aside)} is set aside." : $"It is tried again in {failed.Decision.Parts.Length} part(s).")}", failed.Chunk);
                break;
            case SweepNews.OutOfTime:
                Of(sweep).Information("Sweep {Sweep} has reached its time limit and is paused", sweep);
                break;
            case SweepNews.GivenUp given:
                Say(sweep, "actor-failed", $"The sweep's actor failed and begins anew: {given.Failure.Message}");
                break;
            case SweepNews.Finished finished:
                Say(sweep, "finished", finished.Failures == 0 ? "The sweep is finished." : $"The sweep is finished; the machine failed {finished.Failures} trial(s) for good.");
                break;
        }
    }

    /// <summary>Says that something happened to a sweep, or to the cluster.</summary>
    /// <param name="chunk">The chunk that it is about; null for none.</param>
    public void Say(SweepId? sweep, string kind, string text, long? chunk = null)
    {
        var log = sweep is { } id ? Of(id) : _log;
        (chunk is { } number ? log.ForContext("Chunk", number) : log).Information("{Sweep} {Kind}: {Text}", sweep?.Text ?? "cluster", kind, text);
        var now = _clock.GetUtcNow();
        var happened = new StoredEvent(0, sweep, kind, text, new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), now.Offset));
        if (!_events.TryAdd(happened))
        {
            _log.Warning("Too many events wait for the store; this one is not kept there");
        }
    }

    /// <summary>Writes what waits, unless the store is away.</summary>
    public ValueTask DisposeAsync() => _events.DisposeAsync();

    private ILogger Of(SweepId sweep) => _log.ForContext("Sweep", sweep.Text).ForContext("TraceId", SweepTraces.TraceOf(sweep).ToHexString());
}
