using System.Collections.Immutable;
using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Map;

/// <summary>One point of a log-log fit.</summary>
/// <param name="Scale">In steps of the slice's grid.</param>
/// <param name="Measure">What was counted at that scale, per tile or per place.</param>
public readonly record struct ScalingPoint(double Scale, double Measure);

/// <summary>The scales that a power law was fitted to, in steps of the slice's grid.</summary>
public readonly record struct ScalingRange(double Smallest, double Largest)
{
    public double Octaves => Math.Log2(Largest / Smallest);
}

/// <summary>
/// The dimension of the boundary between stable and not, with all that is needed to doubt it. Without a sufficient
/// scaling range there is no number at all.
/// </summary>
/// <param name="Method">How it was measured, in words.</param>
/// <param name="Value">Between 1, a smooth line, and 2, a boundary that is everywhere; null where insufficient.</param>
/// <param name="Interval">
/// 95 % bootstrap interval over the parts of the boundary, the position of the boxes and the ends of the scaling
/// range; null where insufficient. It does not cover what the grid is too coarse to show.
/// </param>
/// <param name="Range">The scales fitted.</param>
/// <param name="Points">The log-log plot, also where it is too short for a number.</param>
/// <param name="Insufficiency">Why there is no number, as a sentence; null where there is one.</param>
public sealed record DimensionEstimate(
    string Method,
    double? Value,
    Interval? Interval,
    ScalingRange Range,
    ImmutableArray<ScalingPoint> Points,
    string? Insufficiency);
