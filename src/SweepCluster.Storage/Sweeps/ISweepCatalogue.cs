using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Storage.Sweeps;

/// <summary>Sweeps, their states and their owners.</summary>
public interface ISweepCatalogue
{
    /// <summary>Stores a new sweep; does nothing when one with this id is there.</summary>
    /// <returns>Whether it was new.</returns>
    Task<bool> CreateAsync(StoredSweep sweep, CancellationToken cancellation);

    /// <summary>All sweeps, oldest first.</summary>
    Task<IReadOnlyList<StoredSweep>> ListAsync(CancellationToken cancellation);

    /// <summary>One sweep; null when it is not there.</summary>
    Task<StoredSweep?> FindAsync(SweepId sweep, CancellationToken cancellation);

    /// <summary>
    /// Moves a sweep from any of some states to another; raises the revision unless it is in that one already. A
    /// sweep that has ended is nobody's.
    /// </summary>
    /// <returns>Whether it was in one of those states.</returns>
    Task<bool> MoveAsync(SweepId sweep, IReadOnlyCollection<SweepState> from, SweepState to, CancellationToken cancellation);

    /// <summary>
    /// Marks a running sweep finished; refused when the ownership is not the present one, or when the sweep was
    /// revised since its owner looked.
    /// </summary>
    /// <param name="revision">The revision that the plan was complete for.</param>
    Task<bool> FinishAsync(SweepOwnership owner, long revision, CancellationToken cancellation);

    /// <summary>Replaces the file and the priority of a sweep; one that has ended runs again. Raises the revision.</summary>
    /// <returns>Whether the sweep is there and had the expected revision.</returns>
    Task<bool> ReviseAsync(SweepId sweep, long expectedRevision, string resolvedFile, int priority, CancellationToken cancellation);

    /// <summary>
    /// Extends what a coordinator owns and takes running sweeps that nobody owns or whose owner's time has run out,
    /// the least recently submitted first.
    /// </summary>
    /// <param name="node">The coordinator.</param>
    /// <param name="duration">How long it owns them unless it calls again.</param>
    /// <param name="most">The most sweeps that it is willing to own.</param>
    /// <returns>Everything that it owns now.</returns>
    Task<IReadOnlyList<SweepOwnership>> OwnAsync(string node, TimeSpan duration, int most, CancellationToken cancellation);

    /// <summary>
    /// Takes one running sweep for a coordinator although another may own it still: for an engine that has decided
    /// where the sweep is to be planned. One that it owns already is extended, whatever its state.
    /// </summary>
    /// <returns>The ownership, under a higher fence if the sweep changed hands; null when there is nothing to plan.</returns>
    Task<SweepOwnership?> ClaimAsync(SweepId sweep, string node, TimeSpan duration, CancellationToken cancellation);

    /// <summary>The sweeps that are to be planned by somebody, oldest first.</summary>
    Task<IReadOnlyList<SweepId>> RunningAsync(CancellationToken cancellation);

    /// <summary>The running sweeps that a coordinator owns, whether or not its time has run out, oldest first; changes nothing.</summary>
    Task<IReadOnlyList<SweepId>> OwnedAsync(string node, CancellationToken cancellation);

    /// <summary>Gives sweeps up, so that another coordinator need not wait for the time to run out.</summary>
    Task DisownAsync(string node, CancellationToken cancellation);
}
