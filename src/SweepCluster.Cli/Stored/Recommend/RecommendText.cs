using System.Collections.Immutable;
using System.Globalization;
using SweepCluster.Domain.Recommendations;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Cli.Stored.Recommend;

/// <summary>Recommendations for people: a row per group, then what accuracy costs.</summary>
internal static class RecommendText
{
    public static string Of(Sweep sweep, ImmutableArray<Recommendation> recommendations, ImmutableArray<ParetoPoint> front, double target)
    {
        var along = recommendations[0].Along;
        string[] heading = [.. recommendations[0].Group.Select(coordinate => coordinate.Parameter), $"{along} from", "to", "stable", "bound", "score", "under best", "margin below", "verdict"];
        var rows = recommendations.Select(Row).Prepend(heading);
        string[] lines =
        [
            Invariant($"{sweep.Name}: the smallest {along} from which P(stable) is at least {target} on average, at 95 % confidence"),
            .. Table.Lines(rows),
            "",
            "what accuracy costs, over cells that are mostly stable:",
            .. front.IsEmpty
                ? ["  no cell is mostly stable"]
                : Table.Lines(front.Select(Row).Prepend(["setting", "score", "seconds/trial", "stable"])),
        ];
        return string.Join(Environment.NewLine, lines);
    }

    private static string[] Row(Recommendation recommendation) =>
    [
        .. recommendation.Group.Select(coordinate => coordinate.Value.Text),
        recommendation.From?.Text ?? "-",
        recommendation.To?.Text ?? "-",
        $"{recommendation.Region.Evidence.Successes}/{recommendation.Region.Evidence.Trials}",
        Invariant($"{recommendation.Region.Lower:0.000}"),
        recommendation.Setting is { } setting ? Invariant($"{setting.StableScore.Mean:0.0000}") : "-",
        recommendation.ScoreLoss is { } loss ? Invariant($"{loss:0.0000}") : "-",
        recommendation.Margins.FirstOrDefault(margin => margin.Parameter == recommendation.Along) is { } margin ? Distance(margin) : "-",
        Verdict(recommendation),
    ];

    private static string[] Row(ParetoPoint point) =>
    [
        point.Cell.Cell.Id.Text,
        Invariant($"{point.Score:0.0000}"),
        Invariant($"{point.Cost:0.00}"),
        $"{point.Cell.Stable.Successes}/{point.Cell.Stable.Trials}",
    ];

    private static string Distance(CliffMargin margin)
    {
        var unit = margin.Unit == MarginUnit.Factor ? "×" : margin.Unit == MarginUnit.Steps ? "steps " : "";
        return margin.Below.AtMost is { } most
            ? Invariant($"{unit}{margin.Below.AtLeast:0.###} to {unit}{most:0.###}")
            : Invariant($"over {unit}{margin.Below.AtLeast:0.###}, no cliff seen");
    }

    private static string Verdict(Recommendation recommendation) => recommendation.Region switch
    {
        { Verdict: Domain.Recommendations.Verdict.Recommended } => "recommended",
        { Verdict: Domain.Recommendations.Verdict.InsufficientEvidence, MoreTrials: { } more } => $"insufficient evidence: {more} more trials, all stable, would do",
        { Verdict: Domain.Recommendations.Verdict.InsufficientEvidence } => "insufficient evidence",
        _ => "no stable region",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
