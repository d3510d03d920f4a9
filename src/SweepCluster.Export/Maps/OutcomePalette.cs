using System.Collections.Immutable;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Export.Drawing;

namespace SweepCluster.Export.Maps;

/// <summary>
/// How outcomes look, on every picture and on the terminal. Three independent cues: a hue that colour-blind readers
/// can tell apart (after Okabe and Ito), a lightness of its own for grey prints, and a mark.
/// </summary>
public static class OutcomePalette
{
    private static readonly ImmutableArray<ImmutableArray<Point>> Cross = [[new(-1, -1), new(1, 1)], [new(-1, 1), new(1, -1)]];

    /// <summary>A cell without results.</summary>
    public static Colour Pending { get; } = Colour.Parse("#F1F3F5");

    /// <summary>The hatch of a cell without results.</summary>
    public static Colour PendingHatch { get; } = Colour.Parse("#B4BBC2");

    /// <summary>A cell of which only is known that the machine failed its trials: no hue, as it has no outcome.</summary>
    public static Colour Unknown { get; } = Colour.Parse("#A3A6A9");

    /// <summary>The crossed hatch of an unknown cell.</summary>
    public static Colour UnknownHatch { get; } = Pending;

    public static Colour Of(Outcome outcome) => outcome switch
    {
        Outcome.Stable => Colour.Parse("#2FAF87"),
        Outcome.Degraded => Colour.Parse("#F0E442"),
        Outcome.Escaped => Colour.Parse("#7CC8F2"),
        Outcome.Stagnated => Colour.Parse("#B8639A"),
        Outcome.Diverged => Colour.Parse("#C24A00"),
        Outcome.Collapsed => Colour.Parse("#174A86"),
        Outcome.Singular => Colour.Parse("#1A1A1A"),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
    };

    /// <summary>The colour of a label, or of a cell that has none yet.</summary>
    public static Colour Of(Outcome? label) => label is { } outcome ? Of(outcome) : Pending;

    /// <summary>One character for terminals and plain text.</summary>
    public static char Symbol(Outcome outcome) => outcome switch
    {
        Outcome.Stable => '·',
        Outcome.Degraded => 'v',
        Outcome.Escaped => 'o',
        Outcome.Stagnated => '-',
        Outcome.Collapsed => '\\',
        Outcome.Diverged => 'x',
        Outcome.Singular => '+',
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
    };

    /// <summary>The mark as pen lines within −1 … 1, y downwards; empty for <see cref="Outcome.Stable"/>.</summary>
    public static ImmutableArray<ImmutableArray<Point>> Mark(Outcome outcome) => outcome switch
    {
        Outcome.Stable => [],
        Outcome.Degraded => [[new(-1, -0.5), new(0, 0.6), new(1, -0.5)]],
        Outcome.Escaped => [Ring],
        Outcome.Stagnated => [[new(-1, 0), new(1, 0)]],
        Outcome.Collapsed => [[new(-1, -1), new(1, 1)]],
        Outcome.Diverged => Cross,
        Outcome.Singular => [[new(-1, 0), new(1, 0)], [new(0, -1), new(0, 1)]],
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
    };

    private static ImmutableArray<Point> Ring { get; } =
        [.. Enumerable.Range(0, 17).Select(i => Math.SinCos(i * Math.PI / 8)).Select(turn => new Point(0.9 * turn.Cos, 0.9 * turn.Sin))];
}
