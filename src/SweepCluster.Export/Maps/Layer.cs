using System.Globalization;
using SweepCluster.Domain.Map;
using SweepCluster.Export.Drawing;

namespace SweepCluster.Export.Maps;

/// <summary>What a panel shows of each cell.</summary>
/// <param name="Title">The panel's heading.</param>
/// <param name="Fill">The colour of a finished cell.</param>
/// <param name="Caption">Words for a tile with room for them, one a line.</param>
/// <param name="HasMarks">Whether cells carry their label's mark.</param>
internal sealed record Layer(string Title, Func<MapCell, Colour> Fill, Func<MapCell, string[]> Caption, bool HasMarks)
{
    public static Layer Labels { get; } = new(
        "Majority label",
        cell => OutcomePalette.Of(cell.Majority),
        cell => cell.Majority is { } label ? [Domain.Outcomes.OutcomeDescription.Of(label).Name] : ["pending"],
        HasMarks: true);

    public static Layer Probability { get; } = new(
        "P(stable)",
        cell => ProbabilityScale.At(cell.Stable.Estimate),
        cell => cell.IsPending ? ["pending"] : [$"{cell.Stable.Successes}/{cell.Stable.Trials}", Interval(cell)],
        HasMarks: false);

    private static string Interval(MapCell cell) => string.Create(
        CultureInfo.InvariantCulture, $"{cell.StableInterval.Lower:0.00}–{cell.StableInterval.Upper:0.00}");
}
