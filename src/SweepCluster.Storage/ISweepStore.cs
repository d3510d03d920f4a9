using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Storage;

/// <summary>
/// The truth about sweeps: everything that must survive is here and nowhere else. All members may be called from
/// any thread.
/// </summary>
public interface ISweepStore : IAsyncDisposable
{
    /// <summary>Stores a new sweep; does nothing when one with this id is there.</summary>
    Task CreateAsync(StoredSweep sweep, CancellationToken cancellation);

    /// <summary>All sweeps, oldest first.</summary>
    Task<IReadOnlyList<StoredSweep>> ListAsync(CancellationToken cancellation);

    /// <summary>
    /// Stores finished trials in one transaction: after it returns they survive a crash of this process. A trial
    /// that is already stored keeps its first result, so a repeated commit changes nothing.
    /// </summary>
    /// <returns>How many were new.</returns>
    Task<int> CommitAsync(SweepId sweep, IReadOnlyCollection<TrialResult> results, CancellationToken cancellation);

    /// <summary>The results of a sweep so far, in no particular order.</summary>
    Task<IReadOnlyList<TrialResult>> ResultsAsync(SweepId sweep, CancellationToken cancellation);
}

/// <param name="ResolvedFile">The sweep file with every default written out.</param>
public sealed record StoredSweep(SweepId Id, string Name, string ResolvedFile, DateTimeOffset CreatedAt);
