using System.Collections.Immutable;

namespace SweepCluster.Domain.Outcomes;

/// <summary>How an outcome is named and explained wherever people meet it.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Name">One lower-case word, as in exports and on the command line.</param>
/// <param name="Meaning">One sentence for legends and help.</param>
public sealed record OutcomeDescription(Outcome Outcome, string Name, string Meaning)
{
    /// <summary>
    /// Every outcome, from the best to the most severe. The order of legends and columns, and the one that breaks
    /// ties: of two outcomes with equally many trials the more severe one wins.
    /// </summary>
    public static ImmutableArray<OutcomeDescription> All { get; } =
    [
        new(Outcome.Stable, "stable", "Trained as well as its reference and stays in range at evaluation."),
        new(Outcome.Degraded, "degraded", "Trained, but its score is clearly below the reference's."),
        new(Outcome.Escaped, "escaped", "Trained, but activations leave [-B, B] at evaluation."),
        new(Outcome.Stagnated, "stagnated", "Never better than chance."),
        new(Outcome.Collapsed, "collapsed", "Was better than chance, then diverged or fell back to chance."),
        new(Outcome.Diverged, "diverged", "A value was not finite before the model ever beat chance."),
        new(Outcome.Singular, "singular", "The linear solve failed: a matrix was not positive definite."),
    ];

    /// <summary>The description of one outcome.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a named outcome.</exception>
    public static OutcomeDescription Of(Outcome outcome) =>
        All.FirstOrDefault(description => description.Outcome == outcome)
        ?? throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome.");

    /// <summary>The place in <see cref="All"/>: 0 for <see cref="Outcome.Stable"/>, larger for worse.</summary>
    public static int Severity(Outcome outcome) => All.IndexOf(Of(outcome));
}
