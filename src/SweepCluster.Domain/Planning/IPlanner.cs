using SweepCluster.Domain.Cells;

namespace SweepCluster.Domain.Planning;

/// <summary>
/// Decides which trials a sweep needs. A planner is a pure function of the sweep and the results told so far: it
/// keeps nothing of its own, draws from counter-based numbers only, and never looks at the order of arrival, so
/// every machine plans the same sweep.
/// </summary>
/// <typeparam name="TState">An immutable value: where the plan stands.</typeparam>
public interface IPlanner<TState>
{
    TState Start { get; }

    /// <summary>The trials wanted next, at most so many; none when the plan waits for results or is complete.</summary>
    (IReadOnlyList<Trial> Trials, TState State) Ask(TState state, int atMost);

    /// <summary>
    /// The state after some results, in any order. A result that was told before, or of a trial that the plan does
    /// not want, changes nothing.
    /// </summary>
    TState Tell(TState state, IEnumerable<Observation> results);

    /// <summary>Whether every trial that the plan wants has a result.</summary>
    bool IsComplete(TState state);
}
