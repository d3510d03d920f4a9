using SweepCluster.Cluster.Running;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Node.LocalRuns;

/// <summary>Keeps every result for the exports and passes the news on, one at a time.</summary>
internal sealed class ResultCollector(IRunObserver observer) : IRunObserver
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TrialId, Trial> _planned = [];
    private readonly Dictionary<TrialId, TrialResult> _results = [];

    public int Count => _results.Count;

    public IReadOnlyDictionary<TrialId, TrialResult> Results => _results;

    /// <remarks>A sweep's actor that was begun again plans again; only what is new is passed on.</remarks>
    public void Planned(IReadOnlyList<Trial> trials)
    {
        lock (_lock)
        {
            Trial[] added = [.. trials.Where(trial => _planned.TryAdd(trial.Id, trial))];
            if (added.Length > 0)
            {
                observer.Planned(added);
            }
        }
    }

    public void Restored(Trial trial, TrialResult result)
    {
        lock (_lock)
        {
            if (_results.TryAdd(trial.Id, result))
            {
                observer.Restored(trial, result);
            }
        }
    }

    public void Committed(Trial trial, TrialResult result)
    {
        lock (_lock)
        {
            if (_results.TryAdd(trial.Id, result))
            {
                observer.Committed(trial, result);
            }
        }
    }

    /// <summary>Takes a result that the store has: news if its trial was planned and nobody has told of it.</summary>
    public void Complete(TrialResult result)
    {
        if (_planned.TryGetValue(result.Trial, out var trial))
        {
            Committed(trial, result);
        }
    }

    public void EpochFinished(TrialId trial, EpochRecord epoch)
    {
        lock (_lock)
        {
            observer.EpochFinished(trial, epoch);
        }
    }
}
