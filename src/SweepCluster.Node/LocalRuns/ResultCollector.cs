using SweepCluster.Cluster.Running;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Node.LocalRuns;

/// <summary>Keeps every result for the exports and passes the news on.</summary>
internal sealed class ResultCollector(IRunObserver observer) : IRunObserver
{
    private readonly Dictionary<TrialId, TrialResult> _results = [];

    public int Count => _results.Count;

    public IReadOnlyDictionary<TrialId, TrialResult> Results => _results;

    public void Planned(IReadOnlyList<Trial> trials) => observer.Planned(trials);

    public void Restored(Trial trial, TrialResult result)
    {
        _results[trial.Id] = result;
        observer.Restored(trial, result);
    }

    public void Committed(Trial trial, TrialResult result)
    {
        _results[trial.Id] = result;
        observer.Committed(trial, result);
    }

    public void EpochFinished(TrialId trial, EpochRecord epoch) => observer.EpochFinished(trial, epoch);
}
