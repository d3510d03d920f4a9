using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Cluster.Running;

/// <summary>Watches a running sweep. Calls come from one thread at a time and must return quickly.</summary>
public interface IRunObserver
{
    /// <summary>Trials that the plan asks for now; each is announced once, before its result.</summary>
    void Planned(IReadOnlyList<Trial> trials);

    /// <summary>A result that was in the store before this run began.</summary>
    void Restored(Trial trial, TrialResult result);

    /// <summary>A result that is now in the store.</summary>
    void Committed(Trial trial, TrialResult result);

    /// <summary>A trial under way has completed an epoch. May be left out when there are many.</summary>
    void EpochFinished(TrialId trial, EpochRecord epoch);
}
