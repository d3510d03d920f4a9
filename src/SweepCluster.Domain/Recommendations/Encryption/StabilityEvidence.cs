using SweepCluster.Domain.Map;
using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Recommendations.Encryption;

/// <summary>What shows that a cell trains stably: the region of B that it lies in, or its own trials alone.</summary>
/// <param name="Trials">Stable of finished trials.</param>
/// <param name="Lower">Lower 95 % bound of P(stable), averaged over the region where there is one.</param>
/// <param name="IsSufficient">Whether the bound reaches <see cref="SafeRegion.DefaultTarget"/>.</param>
/// <param name="Region">The values of B whose trials count; null for the cell alone.</param>
public sealed record StabilityEvidence(Proportion Trials, double Lower, bool IsSufficient, (double From, double To)? Region)
{
    private const string Along = "B";

    /// <summary>The evidence of every cell of a map, the same that <see cref="Recommendations"/> goes by.</summary>
    internal static Func<MapCell, StabilityEvidence> Of(StabilityMap map)
    {
        var regions = map.X is not null && map.Sweep.Axes.Any(axis => axis.Parameter == Along)
            ? Recommendations.Of(map, new RecommendationRequest { Along = Along }).Where(group => group.Setting is not null).ToArray()
            : [];
        return cell => Array.Find(regions, group => Contains(group, cell)) is { } found ? OfRegion(found) : OfCell(cell);
    }

    private static StabilityEvidence OfRegion(Recommendation group) => new(
        group.Region.Evidence,
        group.Region.Lower,
        group.Region.Verdict == Verdict.Recommended,
        (group.From!.AsReal(), group.To!.AsReal()));

    private static StabilityEvidence OfCell(MapCell cell)
    {
        var alone = SafeRegion.Of([cell.Stable]);
        return new StabilityEvidence(cell.Stable, cell.StableInterval.Lower, alone.Verdict == Verdict.Recommended, null);
    }

    private static bool Contains(Recommendation group, MapCell cell)
    {
        var value = cell.Cell.Parameters.Real(Along);
        return group.From!.AsReal() <= value && value <= group.To!.AsReal()
            && group.Group.All(fixedAt => cell.Cell.Parameters[fixedAt.Parameter].Equals(fixedAt.Value));
    }
}
