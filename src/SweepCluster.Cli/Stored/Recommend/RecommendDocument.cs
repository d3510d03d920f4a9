using System.Collections.Immutable;
using System.Text.Json;
using SweepCluster.Domain.Recommendations;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Cli.Stored.Recommend;

/// <summary>What <c>sweep recommend --json</c> prints.</summary>
/// <param name="Target">The P(stable) that the lower confidence bound must reach.</param>
/// <param name="Pareto">Stable cells that no other beats in both score and cost, from the cheapest.</param>
internal sealed record RecommendDocument(string Sweep, double Target, IReadOnlyList<RecommendedGroup> Groups, IReadOnlyList<ParetoCell> Pareto)
{
    public static RecommendDocument Of(Sweep sweep, ImmutableArray<Recommendation> recommendations, ImmutableArray<ParetoPoint> front, double target) => new(
        sweep.Name,
        target,
        [.. recommendations.Select(RecommendedGroup.Of)],
        [.. front.Select(point => new ParetoCell(point.Cell.Cell.Id.Text, point.Score, point.Cost, point.Cell.Stable.Successes, point.Cell.Stable.Trials))]);
}

/// <param name="Group">The values that make the group, as texts.</param>
/// <param name="Verdict"><c>recommended</c>, <c>insufficientEvidence</c> or <c>noStableRegion</c>.</param>
/// <param name="From">Smallest safe value, as text; null without a region.</param>
/// <param name="LowerBound">Lower confidence bound of P(stable) in the region.</param>
/// <param name="MoreTrials">How many more trials, all stable, would be enough evidence.</param>
internal sealed record RecommendedGroup(
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
    IReadOnlyList<RecommendedMargin> Margins)
{
    public static RecommendedGroup Of(Recommendation recommendation) => new(
        recommendation.Group.ToDictionary(coordinate => coordinate.Parameter, coordinate => coordinate.Value.Text),
        recommendation.Along,
        JsonNamingPolicy.CamelCase.ConvertName(recommendation.Region.Verdict.ToString()),
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
        [.. recommendation.Margins.Select(margin => new RecommendedMargin(
            margin.Parameter, JsonNamingPolicy.CamelCase.ConvertName(margin.Unit.ToString()), margin.Below.AtLeast, margin.Below.AtMost, margin.Above.AtLeast, margin.Above.AtMost))]);
}

/// <param name="Unit"><c>factor</c>, <c>difference</c> or <c>steps</c>.</param>
/// <param name="BelowAtMost">Distance to the first unstable cell below; null where the map shows none.</param>
internal sealed record RecommendedMargin(string Parameter, string Unit, double BelowAtLeast, double? BelowAtMost, double AboveAtLeast, double? AboveAtMost);

/// <param name="Cost">Mean device seconds of a trial.</param>
internal sealed record ParetoCell(string Cell, double Score, double Cost, int Stable, int Trials);
