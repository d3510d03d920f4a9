using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Cluster.Running;

/// <summary>The trials of one request to the planner, and their traces as they come in.</summary>
internal sealed class Round(IReadOnlyList<Trial> wanted, IRunObserver observer)
{
    private readonly Dictionary<TrialId, Trial> _trials = wanted.ToDictionary(trial => trial.Id);
    private readonly Dictionary<TrialId, Trace> _traces = new(wanted.Count);

    /// <summary>The traces that are in, in the planner's order.</summary>
    public IEnumerable<(Trial Trial, Trace Trace)> Traces => wanted.Where(trial => _traces.ContainsKey(trial.Id)).Select(trial => (trial, _traces[trial.Id]));

    /// <summary>Takes a result that the store already has.</summary>
    public void Restore(TrialResult result)
    {
        _traces[result.Trial] = result.Trace;
        observer.Restored(_trials[result.Trial], result);
    }

    public void Commit(TrialResult result)
    {
        _traces[result.Trial] = result.Trace;
        observer.Committed(_trials[result.Trial], result);
    }

    public void EpochFinished(TrialId trial, EpochRecord epoch) => observer.EpochFinished(trial, epoch);
}
