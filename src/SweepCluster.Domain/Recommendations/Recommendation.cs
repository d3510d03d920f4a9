using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;

namespace SweepCluster.Domain.Recommendations;

/// <summary>What a map recommends for one group of its cells, with the counts it rests on.</summary>
/// <param name="Group">The values that make the group; empty for the whole map.</param>
/// <param name="Along">The axis whose smallest safe value is sought.</param>
/// <param name="Region">The evidence along it; its numbers count <paramref name="Values"/>.</param>
/// <param name="Values">The axis' values that the group has cells at, in order.</param>
/// <param name="Setting">The recommended cell: at the region's first value, of several the one with the best score. Null without a region.</param>
/// <param name="Best">The stable cell of the group with the best score, wherever it lies; null where none is stable.</param>
/// <param name="Margins">How far <paramref name="Setting"/> is from the cliff along each axis; empty without one.</param>
/// <param name="UnknownCells">Cells of the group that no trial has finished in.</param>
public sealed record Recommendation(
    ImmutableArray<FixedCoordinate> Group,
    string Along,
    SafeRegion Region,
    ImmutableArray<ParameterValue> Values,
    MapCell? Setting,
    MapCell? Best,
    ImmutableArray<CliffMargin> Margins,
    int UnknownCells)
{
    /// <summary>The smallest safe value; null without a region.</summary>
    public ParameterValue? From => Region.From < 0 ? null : Values[Region.From];

    /// <summary>The largest value of the region; null without one.</summary>
    public ParameterValue? To => Region.To < 0 ? null : Values[Region.To];

    /// <summary>How much worse the setting scores than the best stable cell, at least 0; null where either is unknown.</summary>
    public double? ScoreLoss => Setting is null || Best is null ? null : Best.StableScore.Mean - Setting.StableScore.Mean;
}
