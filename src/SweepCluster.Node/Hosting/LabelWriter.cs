using System.Threading.Channels;
using Serilog;
using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Results;

namespace SweepCluster.Node.Hosting;

/// <summary>
/// Copies the labels of this coordinator's sweeps to where dashboards read them by SQL. Beside the way of results, and
/// bounded: when the store takes fewer than come, labels are left out, which is logged, until a coordinator takes the
/// sweep up anew and copies them all.
/// </summary>
internal sealed class LabelWriter : IAsyncDisposable
{
    /// <summary>Batches of labels that wait for the store at most.</summary>
    public const int Capacity = 1024;

    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(1);

    private readonly ITrialLabels _labels;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Channel<(SweepId Sweep, List<TrialLabel> Labels)> _batches = Channel.CreateBounded<(SweepId, List<TrialLabel>)>(Capacity);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;

    public LabelWriter(ITrialLabels labels, TimeProvider clock, ILogger log)
    {
        (_labels, _clock, _log) = (labels, clock, log);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Batches that wait for the store.</summary>
    public int Depth => _batches.Reader.Count;

    /// <summary>Takes news of a sweep; only labels count, and of them those of the map's cells.</summary>
    public void Hear(SweepId sweep, SweepNews news)
    {
        var judged = news switch
        {
            SweepNews.Judged now => now.Observations,
            SweepNews.Restored restored => restored.Observations,
            _ => [],
        };
        List<TrialLabel> labels = [.. judged.Where(observation => !observation.Trial.Cell.IsReference).Select(LabelOf)];
        if (labels.Count > 0 && !_batches.Writer.TryWrite((sweep, labels)))
        {
            _log.Warning("The store cannot keep up: {Count} labels of {Sweep} are not shown by dashboards", labels.Count, sweep.Text);
        }
    }

    /// <summary>Writes what waits, unless the store is away.</summary>
    public async ValueTask DisposeAsync()
    {
        _batches.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(StorePause, _clock)).ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
        _stop.Dispose();
    }

    private static TrialLabel LabelOf(Observation observation) =>
        new(observation.Trial, observation.Outcome, observation.Score is { } score && double.IsFinite(score) ? score : null);

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var (sweep, labels) in _batches.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                await WriteAsync(sweep, labels).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _log.Debug("{Count} batches of labels were not written", _batches.Reader.Count);
        }
    }

    private async Task WriteAsync(SweepId sweep, List<TrialLabel> labels)
    {
        while (true)
        {
            try
            {
                await _labels.PutAsync(sweep, labels, _stop.Token).ConfigureAwait(false);
                return;
            }
            catch (StoreException failure) when (failure.IsTransient)
            {
                await Task.Delay(StorePause, _clock, _stop.Token).ConfigureAwait(false);
            }
            catch (StoreException failure)
            {
                _log.Error(failure, "Labels of {Sweep} could not be kept", sweep.Text);
                return;
            }
        }
    }
}
