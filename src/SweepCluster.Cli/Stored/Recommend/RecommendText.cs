using System.Globalization;
using SweepCluster.Node.Http.Documents;

namespace SweepCluster.Cli.Stored.Recommend;

/// <summary>Recommendations for people: a row per group, then what accuracy costs.</summary>
internal static class RecommendText
{
    public static string Of(RecommendationDocument document)
    {
        var first = document.Groups[0];
        string[] heading = [.. first.Group.Keys, $"{first.Along} from", "to", "stable", "bound", "score", "under best", "margin below", "verdict"];
        var rows = document.Groups.Select(Row).Prepend(heading);
        string[] lines =
        [
            Invariant($"{document.Sweep}: the smallest {first.Along} from which P(stable) is at least {document.Target} on average, at 95 % confidence"),
            .. Table.Lines(rows),
            "",
            "what accuracy costs, over cells that are mostly stable:",
            .. document.Pareto.Count == 0
                ? ["  no cell is mostly stable"]
                : Table.Lines(document.Pareto.Select(Row).Prepend(["setting", "score", "seconds/trial", "stable"])),
        ];
        return string.Join(Environment.NewLine, lines);
    }

    private static string[] Row(RecommendationGroup group) =>
    [
        .. group.Group.Values,
        group.From ?? "-",
        group.To ?? "-",
        $"{group.Stable}/{group.Trials}",
        Invariant($"{group.LowerBound:0.000}"),
        group.Score is { } score ? Invariant($"{score:0.0000}") : "-",
        group.ScoreLoss is { } loss ? Invariant($"{loss:0.0000}") : "-",
        group.Margins.FirstOrDefault(margin => margin.Parameter == group.Along) is { } margin ? Distance(margin) : "-",
        Verdict(group),
    ];

    private static string[] Row(ParetoDocument point) =>
    [
        point.Cell,
        Invariant($"{point.Score:0.0000}"),
        Invariant($"{point.Cost:0.00}"),
        $"{point.Stable}/{point.Trials}",
    ];

    private static string Distance(MarginDocument margin)
    {
        var unit = margin.Unit switch { "factor" => "×", "steps" => "steps ", _ => "" };
        return margin.BelowAtMost is { } most
            ? Invariant($"{unit}{margin.BelowAtLeast:0.###} to {unit}{most:0.###}")
            : Invariant($"over {unit}{margin.BelowAtLeast:0.###}, no cliff seen");
    }

    private static string Verdict(RecommendationGroup group) => group switch
    {
        { Verdict: "recommended" } => "recommended",
        { Verdict: "insufficientEvidence", MoreTrials: { } more } => $"insufficient evidence: {more} more trials, all stable, would do",
        { Verdict: "insufficientEvidence" } => "insufficient evidence",
        _ => "no stable region",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
