using System.Threading.Channels;
using Serilog;
using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Results;

namespace SweepCluster.Node.Hosting;

/// <summary>
/// Keeps the labels that dashboards read by SQL up with the results of this coordinator's sweeps. Beside the way of
/// results, and bounded: when the store cannot keep up, a sweep's labels wait until the sweep is loaded or finished.
/// </summary>
internal sealed class LabelWriter : IAsyncDisposable
{
    private const int Capacity = 1024;

    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(1);

    private readonly ISweepStore _store;
    private readonly ITrialLabels _labels;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Dictionary<SweepId, SweepLabels> _sweeps = [];
    private readonly SweepFiles _files = new();
    private readonly Channel<(SweepId Sweep, SweepNews News)> _news = Channel.CreateBounded<(SweepId, SweepNews)>(Capacity);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;

    public LabelWriter(ISweepStore store, ITrialLabels labels, TimeProvider clock, ILogger log)
    {
        (_store, _labels, _clock, _log) = (store, labels, clock, log);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Takes news of a sweep; only results and its end count.</summary>
    public void Hear(SweepId sweep, SweepNews news)
    {
        if (news is SweepNews.Restored or SweepNews.Committed or SweepNews.Finished && !_news.Writer.TryWrite((sweep, news)))
        {
            _log.Warning("The store cannot keep up: {Sweep}'s labels for dashboards are behind its results", sweep);
        }
    }

    /// <summary>Writes what waits, unless the store is away.</summary>
    public async ValueTask DisposeAsync()
    {
        _news.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(StorePause, _clock)).ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var (sweep, news) in _news.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                await TakeAsync(sweep, news).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _log.Debug("{Count} batches of labels were not written", _news.Reader.Count);
        }
    }

    private async Task TakeAsync(SweepId sweep, SweepNews news)
    {
        try
        {
            if (await KnownAsync(sweep).ConfigureAwait(false) is not { } known)
            {
                return;
            }

            var labels = news switch
            {
                SweepNews.Restored restored => known.Of(restored.Results),
                SweepNews.Committed committed => known.Of(committed.Results),
                _ => known.Rest(),
            };
            if (labels.Count > 0)
            {
                await RetriedAsync(() => PutAsync(sweep, labels)).ConfigureAwait(false);
            }

            if (news is SweepNews.Finished)
            {
                _sweeps.Remove(sweep);
            }
        }
        catch (StoreException failure)
        {
            _log.Error(failure, "Labels of {Sweep} could not be kept", sweep);
        }
    }

    private async Task<SweepLabels?> KnownAsync(SweepId sweep)
    {
        if (!_sweeps.TryGetValue(sweep, out var known)
            && await RetriedAsync(() => _store.Sweeps.FindAsync(sweep, _stop.Token)).ConfigureAwait(false) is { } stored)
        {
            _sweeps[sweep] = known = new SweepLabels(_files.Read(stored).Sweep.Labels);
        }

        return known;
    }

    private async Task<bool> PutAsync(SweepId sweep, List<TrialLabel> labels)
    {
        await _labels.PutAsync(sweep, labels, _stop.Token).ConfigureAwait(false);
        return true;
    }

    private async Task<T> RetriedAsync<T>(Func<Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (StoreException failure) when (failure.IsTransient)
            {
                await Task.Delay(StorePause, _clock, _stop.Token).ConfigureAwait(false);
            }
        }
    }
}
