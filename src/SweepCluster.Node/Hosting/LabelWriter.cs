using Serilog;
using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;
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
    public const int Capacity = StoreQueue<(SweepId, List<TrialLabel>)>.Capacity;

    private readonly ILogger _log;
    private readonly StoreQueue<(SweepId Sweep, List<TrialLabel> Labels)> _batches;

    public LabelWriter(ITrialLabels labels, TimeProvider clock, ILogger log)
    {
        _log = log;
        _batches = new StoreQueue<(SweepId Sweep, List<TrialLabel> Labels)>(
            (batch, cancellation) => labels.PutAsync(batch.Sweep, batch.Labels, cancellation),
            (batch, failure) => log.Error(failure, "Labels of {Sweep} could not be kept", batch.Sweep.Text),
            left => log.Debug("{Count} batches of labels were not written", left),
            clock);
    }

    /// <summary>Batches that wait for the store.</summary>
    public int Depth => _batches.Depth;

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
        if (labels.Count > 0 && !_batches.TryAdd((sweep, labels)))
        {
            _log.Warning("The store cannot keep up: {Count} labels of {Sweep} are not shown by dashboards", labels.Count, sweep.Text);
        }
    }

    /// <summary>Writes what waits, unless the store is away.</summary>
    public ValueTask DisposeAsync() => _batches.DisposeAsync();

    private static TrialLabel LabelOf(Observation observation) =>
        new(observation.Trial, observation.Outcome, observation.Score is { } score && double.IsFinite(score) ? score : null);
}
