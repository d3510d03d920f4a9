namespace SweepCluster.Domain.Outcomes;

/// <summary>What the classifier calls an escape, a degradation or a runaway. All can be set under <c>labels:</c>.</summary>
public sealed record LabelThresholds
{
    /// <summary>ρ: an activation input beyond ρB at the final validation is an escape.</summary>
    public double EscapeRange { get; init; } = 1.0;

    /// <summary>A final validation loss beyond this many nats is an escape, whatever the accuracy.</summary>
    public double EscapeLoss { get; init; } = 10.0;

    /// <summary>δ: the loss of score against the reference that still counts as stable.</summary>
    public double DegradedBy { get; init; } = 0.02;

    /// <summary>How many standard errors the loss of score must also exceed.</summary>
    public double DegradedSigmas { get; init; } = 1.645;

    /// <summary>How many standard errors above chance a score must be to count as learning.</summary>
    public double ChanceSigmas { get; init; } = 3.0;

    /// <summary>The R² under which a regression counts as having learnt nothing.</summary>
    public double ChanceDetermination { get; init; } = 0.05;
}
