using SweepCluster.Cluster.Running;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Node.LocalRuns;

/// <summary>Keeps every planned cell and every result for the exports, and passes the news on.</summary>
/// <param name="first">The trials that the plan begins with.</param>
/// <param name="check">Throws when the family cannot train some trials.</param>
internal sealed class ResultCollector(IRunObserver observer, IReadOnlyList<Trial> first, Action<IReadOnlyList<Trial>> check) : IRunObserver
{
    private readonly Dictionary<TrialId, TrialResult> _results = [];
    private readonly PlannedTrials _planned = new(first);

    public int Count => _results.Count;

    public IReadOnlyDictionary<TrialId, TrialResult> Results => _results;

    public IReadOnlyCollection<Cell> Cells => _planned.Cells;

    public void Planned(IReadOnlyList<Trial> trials)
    {
        check(trials);
        _planned.Add(trials);
        observer.Planned(trials);
    }

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
