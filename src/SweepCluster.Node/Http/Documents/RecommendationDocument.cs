using System.Collections.Immutable;
using SweepCluster.Domain.Recommendations;

namespace SweepCluster.Node.Http.Documents;

/// <summary>Which settings are safe, as <c>sweep recommend --json</c> prints it.</summary>
/// <param name="Target">The P(stable) that the lower confidence bound must reach.</param>
/// <param name="Pareto">Stable cells that no other beats in both score and cost, from the cheapest.</param>
public sealed record RecommendationDocument(string Sweep, double Target, IReadOnlyList<RecommendationGroup> Groups, IReadOnlyList<ParetoDocument> Pareto)
{
    public static RecommendationDocument Of(string sweep, ImmutableArray<Recommendation> recommendations, ImmutableArray<ParetoPoint> front, double target) => new(
        sweep,
        target,
        [.. recommendations.Select(RecommendationGroup.Of)],
        [.. front.Select(point => new ParetoDocument(point.Cell.Cell.Id.Text, point.Score, point.Cost, point.Cell.Stable.Successes, point.Cell.Stable.Trials))]);
}

/// <param name="Group">The values that make the group.</param>
/// <param name="Verdict"><c>recommended</c>, <c>insufficientEvidence</c> or <c>noStableRegion</c>.</param>
/// <param name="From">Smallest safe value; null without a region.</param>
/// <param name="LowerBound">Lower confidence bound of P(stable) in the region.</param>
/// <param name="MoreTrials">How many more trials, all stable, would be enough evidence.</param>
public sealed record RecommendationGroup(
    IReadOnlyDictionary<string, string> Group,
    string Along,
    string Verdict,
    string? From,
    string? To,
    int Stable,
    int Trials,
    double LowerBound,
    int? MoreTrials,
    string? Setting,
    double? Score,
    double? ScoreLoss,
    int UnknownCells,
    IReadOnlyList<MarginDocument> Margins)
{
    public static RecommendationGroup Of(Recommendation recommendation) => new(
        recommendation.Group.ToDictionary(coordinate => coordinate.Parameter, coordinate => coordinate.Value.Text),
        recommendation.Along,
        ApiNames.Of(recommendation.Region.Verdict),
        recommendation.From?.Text,
        recommendation.To?.Text,
        recommendation.Region.Evidence.Successes,
        recommendation.Region.Evidence.Trials,
        recommendation.Region.Lower,
        recommendation.Region.MoreTrials,
        recommendation.Setting?.Cell.Id.Text,
        recommendation.Setting?.StableScore.Mean,
        recommendation.ScoreLoss,
        recommendation.UnknownCells,
        [.. recommendation.Margins.Select(margin => new MarginDocument(
            margin.Parameter, ApiNames.Of(margin.Unit), margin.Below.AtLeast, margin.Below.AtMost, margin.Above.AtLeast, margin.Above.AtMost))]);
}

/// <param name="Unit"><c>factor</c>, <c>difference</c> or <c>steps</c>.</param>
/// <param name="BelowAtMost">Distance to the first unstable cell below; null where the map shows none.</param>
public sealed record MarginDocument(string Parameter, string Unit, double BelowAtLeast, double? BelowAtMost, double AboveAtLeast, double? AboveAtMost);

/// <param name="Cost">Mean device seconds of a trial.</param>
public sealed record ParetoDocument(string Cell, double Score, double Cost, int Stable, int Trials);
