using System.Collections.Immutable;
using SweepCluster.Domain.Cells;

namespace SweepCluster.Domain.Planning.TrialBudget;

/// <summary>Where a plan with a budget of trials stands. Immutable.</summary>
/// <param name="Inner">The state of the planner that chooses, which knows the results of complete rounds only.</param>
/// <param name="Left">Trials that may still be chosen.</param>
public sealed record BudgetState<TState>(TState Inner, long Left)
{
    /// <summary>Trials of the round that are given out and have no result.</summary>
    internal ImmutableHashSet<TrialId> UnderWay { get; init; } = [];

    /// <summary>Results of the round.</summary>
    internal ImmutableList<Observation> Heard { get; init; } = [];

    /// <summary>Results that came before their trials were chosen.</summary>
    internal ImmutableDictionary<TrialId, Observation> Early { get; init; } = ImmutableDictionary<TrialId, Observation>.Empty;
}
