using System.Threading.Channels;
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
    public const int Capacity = 1024;

    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(1);

    private readonly ISweepStore _store;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Channel<StoredEvent> _events = Channel.CreateBounded<StoredEvent>(Capacity);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;

    public EventWriter(ISweepStore store, TimeProvider clock, ILogger log)
    {
        (_store, _clock, _log) = (store, clock, log);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Events that wait for the store.</summary>
    public int Depth => _events.Reader.Count;

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
        if (!_events.Writer.TryWrite(happened))
        {
            _log.Warning("Too many events wait for the store; this one is not kept there");
        }
    }

    /// <summary>Writes what waits, unless the store is away.</summary>
    public async ValueTask DisposeAsync()
    {
        _events.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(StorePause, _clock)).ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
        _stop.Dispose();
    }

    private ILogger Of(SweepId sweep) => _log.ForContext("Sweep", sweep.Text).ForContext("TraceId", SweepTraces.TraceOf(sweep).ToHexString());

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var happened in _events.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                await WriteAsync(happened).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _log.Warning("The store was away at the end; {Count} events are in this log only", _events.Reader.Count);
        }
    }

    private async Task WriteAsync(StoredEvent happened)
    {
        while (true)
        {
            try
            {
                await _store.Events.AppendAsync(happened, _stop.Token).ConfigureAwait(false);
                return;
            }
            catch (StoreException failure) when (failure.IsTransient)
            {
                await Task.Delay(StorePause, _clock, _stop.Token).ConfigureAwait(false);
            }
            catch (StoreException failure)
            {
                _log.Error(failure, "An event could not be kept");
                return;
            }
        }
    }
}
