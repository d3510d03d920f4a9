using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;

namespace SweepCluster.Storage.Results;

/// <summary>What is known of trials. A result is never changed or removed.</summary>
public interface IResultArchive
{
    /// <summary>Stores results that no lease stands behind, as those that a child sweep takes over from its parent.</summary>
    /// <returns>How many were new; a trial that is already stored keeps its first result.</returns>
    Task<int> AddAsync(SweepId sweep, IReadOnlyCollection<TrialResult> results, CancellationToken cancellation);

    /// <summary>The results of a sweep so far, in no particular order.</summary>
    IAsyncEnumerable<TrialResult> ReadAsync(SweepId sweep, CancellationToken cancellation);

    /// <summary>Those of some trials; one without a result is left out.</summary>
    Task<IReadOnlyList<TrialResult>> FindAsync(SweepId sweep, IReadOnlyCollection<TrialId> trials, CancellationToken cancellation);

    /// <summary>Trials that the machine failed for good and that have no result.</summary>
    Task<IReadOnlyList<TrialFailure>> FailuresAsync(SweepId sweep, CancellationToken cancellation);

    /// <summary>Forgets failures, so that the sweep's owner releases the trials again; raises the sweep's revision if there were any.</summary>
    /// <returns>How many there were.</returns>
    Task<int> RetryAsync(SweepId sweep, IReadOnlyCollection<TrialId> trials, CancellationToken cancellation);

    Task<SweepCounts> CountAsync(SweepId sweep, CancellationToken cancellation);
}
