using System.Globalization;
using SweepCluster.Domain.Map;
using SweepCluster.Export.Drawing;

namespace SweepCluster.Export.Maps;

/// <summary>What a panel shows of each cell.</summary>
/// <param name="Title">The panel's heading.</param>
/// <param name="FinishedFill">The colour of a cell with a finished trial.</param>
/// <param name="FinishedCaption">Words for the tile of such a cell, where there is room for them, one a line.</param>
/// <param name="HasMarks">Whether cells carry their label's mark.</param>
internal sealed record Layer(string Title, Func<MapCell, Colour> FinishedFill, Func<MapCell, string[]> FinishedCaption, bool HasMarks)
{
    public static Layer Labels { get; } = new(
        "Majority label",
        cell => OutcomePalette.Of(cell.Majority),
        cell => [CellLabel.Of(cell)],
        HasMarks: true);

    public static Layer Probability { get; } = new(
        "P(stable)",
        cell => ProbabilityScale.At(cell.Stable.Estimate),
        cell => [$"{cell.Stable.Successes}/{cell.Stable.Trials}", Interval(cell)],
        HasMarks: false);

    public Colour Fill(MapCell cell) =>
        cell.IsUnknown ? OutcomePalette.Unknown : cell.IsPending ? OutcomePalette.Pending : FinishedFill(cell);

    public string[] Caption(MapCell cell) => cell.IsPending ? [CellLabel.Of(cell)] : FinishedCaption(cell);

    private static string Interval(MapCell cell) => string.Create(
        CultureInfo.InvariantCulture, $"{cell.StableInterval.Lower:0.00}–{cell.StableInterval.Upper:0.00}");
}
