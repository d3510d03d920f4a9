namespace SweepCluster.Domain.Outcomes;

/// <summary>The label of a finished trial. A trial that the machine failed has none.</summary>
public enum Outcome
{
    /// <summary>Trained, as good as its reference, and within the valid range at evaluation.</summary>
    Stable,

    /// <summary>Finite, but clearly worse than the reference.</summary>
    Degraded,

    /// <summary>Accurate, but activations leave [−B, B] at evaluation.</summary>
    Escaped,

    /// <summary>Never better than chance.</summary>
    Stagnated,

    /// <summary>A non-finite or runaway value before the model ever beat chance.</summary>
    Diverged,

    /// <summary>The same, or a fall back to chance, after a stretch that was better than chance.</summary>
    Collapsed,

    /// <summary>The linear solve failed: a matrix was not positive definite in the precision used.</summary>
    Singular,
}
