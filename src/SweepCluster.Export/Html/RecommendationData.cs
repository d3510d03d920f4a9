using System.Collections.Immutable;
using System.Text.Json;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Recommendations;
using SweepCluster.Export.Maps;

namespace SweepCluster.Export.Html;

/// <summary>The rows of a report's table of recommendations.</summary>
internal static class RecommendationData
{
    public static void Write(Utf8JsonWriter json, StabilityMap map, ImmutableArray<Recommendation> recommendations, Dictionary<CellId, int> numbers)
    {
        json.WriteStartArray("recommendations");
        foreach (var recommendation in recommendations)
        {
            Write(json, recommendation, numbers);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Recommendation recommendation, Dictionary<CellId, int> numbers)
    {
        var region = recommendation.Region;
        json.WriteStartObject();
        json.WriteString("group", string.Join(", ", recommendation.Group.Select(value => $"{value.Parameter} = {NumberText.Of(value.Value)}")));
        json.WriteString("along", recommendation.Along);
        json.WriteString("verdict", VerdictText(recommendation));
        json.WriteBoolean("isRecommended", region.Verdict == Verdict.Recommended);
        json.WriteString("from", recommendation.From is { } from ? NumberText.Of(from) : null);
        json.WriteString("to", recommendation.To is { } to ? NumberText.Of(to) : null);
        json.WriteNumber("stable", region.Evidence.Successes);
        json.WriteNumber("trials", region.Evidence.Trials);
        json.WritePropertyName("lower");
        json.WriteRounded(region.From < 0 ? null : region.Lower, 4);
        WriteCell(json, "setting", recommendation.Setting, numbers);
        WriteCell(json, "best", recommendation.Best, numbers);
        json.WritePropertyName("scoreLoss");
        json.WriteRounded(recommendation.ScoreLoss, 4);
        json.WriteStartArray("margins");
        foreach (var margin in recommendation.Margins)
        {
            json.WriteStringValue($"{margin.Parameter}: {DistanceText(margin.Below, margin.Unit)} below, {DistanceText(margin.Above, margin.Unit)} above");
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string VerdictText(Recommendation recommendation) => recommendation.Region switch
    {
        { Verdict: Verdict.Recommended } => "recommended",
        { Verdict: Verdict.NoStableRegion } => "no stable region",
        { MoreTrials: { } more } => $"insufficient evidence: {more} more stable trials needed",
        _ => "insufficient evidence",
    };

    private static string DistanceText(CliffDistance distance, MarginUnit unit)
    {
        var (before, after) = unit switch
        {
            MarginUnit.Factor => ("×", ""),
            MarginUnit.Difference => ("", ""),
            _ => ("", " values"),
        };
        return distance.AtMost is { } most
            ? $"cliff at {before}{NumberText.Of(most)}{after}"
            : $"no cliff within {before}{NumberText.Of(distance.AtLeast)}{after}";
    }

    private static void WriteCell(Utf8JsonWriter json, string name, MapCell? cell, Dictionary<CellId, int> numbers)
    {
        if (cell is not null && numbers.TryGetValue(cell.Cell.Id, out var number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
