using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Domain.Sweeps;

/// <summary>A threshold of the classifier as sweep files name it.</summary>
internal sealed record LabelKey(
    string Name,
    NumberRange Range,
    Func<LabelThresholds, double> Get,
    Func<LabelThresholds, double, LabelThresholds> With,
    string Description);

/// <summary>All keys of the <c>labels</c> group.</summary>
internal static class LabelKeys
{
    private static readonly NumberRange Positive = new(0, double.PositiveInfinity, MinimumIsExclusive: true);
    private static readonly NumberRange NotNegative = new(0, double.PositiveInfinity);

    public static ImmutableArray<LabelKey> All { get; } =
    [
        new("escapeRange", Positive, labels => labels.EscapeRange, (labels, value) => labels with { EscapeRange = value },
            "ρ: an activation input beyond ρB at the final validation is an escape."),
        new("escapeLoss", Positive, labels => labels.EscapeLoss, (labels, value) => labels with { EscapeLoss = value },
            "A final validation loss beyond this many nats is an escape."),
        new("degradedBy", NotNegative, labels => labels.DegradedBy, (labels, value) => labels with { DegradedBy = value },
            "δ: the loss of score against the reference that still counts as stable."),
        new("degradedSigmas", NotNegative, labels => labels.DegradedSigmas, (labels, value) => labels with { DegradedSigmas = value },
            "How many standard errors the loss of score must also exceed."),
        new("chanceSigmas", NotNegative, labels => labels.ChanceSigmas, (labels, value) => labels with { ChanceSigmas = value },
            "How many standard errors above chance a score must be to count as learning."),
        new("chanceDetermination", new NumberRange(0, 1), labels => labels.ChanceDetermination, (labels, value) => labels with { ChanceDetermination = value },
            "The R² under which a regression counts as having learnt nothing."),
    ];

    public static LabelThresholds Read(GroupReader group)
    {
        var labels = All.Aggregate(new LabelThresholds(), (read, key) => group.Real(key.Name, key.Range) is { } value ? key.With(read, value) : read);
        group.Finish();
        return labels;
    }
}
