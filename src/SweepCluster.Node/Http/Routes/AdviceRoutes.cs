using Microsoft.AspNetCore.Http;
using SweepCluster.Domain.Recommendations;
using SweepCluster.Node.Http.Documents;
using SweepCluster.Node.Http.Errors;
using SweepCluster.Node.Http.Maps;

namespace SweepCluster.Node.Http.Routes;

/// <summary>What to use, and what matters.</summary>
internal static class AdviceRoutes
{
    public static IEnumerable<ApiRoute> All =>
    [
        new("GET", "/api/v1/sweeps/{id}/recommendation", ApiRole.Viewer, "getRecommendation", "Which settings are safe, with the counts that this rests on.", RecommendAsync)
        {
            Query =
            [
                new("along", "string", "The axis whose smallest safe value is sought; the map's axis across."),
                new("groupBy", "string", "Axes that make groups, separated by commas; all other axes."),
                new("confidence", "number", "The P(stable) that the lower confidence bound must reach."),
            ],
            Answer = ApiBody.OfJson(ApiJson.Default.RecommendationDocument),
        },
        new("GET", "/api/v1/sweeps/{id}/importance", ApiRole.Viewer, "getImportance", "Which axes decide over stability and score.", ImportanceAsync)
        {
            Answer = ApiBody.OfJson(ApiJson.Default.ImportancesDocument),
        },
    ];

    private static async Task RecommendAsync(ApiCall call)
    {
        var target = call.QueryProbability("confidence") ?? SafeRegion.DefaultTarget;
        var map = await WithAxesAsync(call).ConfigureAwait(false);
        var axes = map.View.Sweep.Axes.Select(axis => axis.Parameter).ToArray();
        var request = new RecommendationRequest
        {
            Along = call.Query("along"),
            GroupBy = call.Query("groupBy") is { Length: > 0 } groups ? [.. groups.Split(',', StringSplitOptions.TrimEntries)] : null,
            Target = target,
        };
        if ((request.GroupBy ?? []).Append(request.Along ?? axes[0]).Any(name => !axes.Contains(name)))
        {
            throw ApiProblemException.BadQuery("along and groupBy", $"axes of the sweep: {string.Join(", ", axes)}");
        }

        try
        {
            await call.AnswerAsync(await Task.Run(() => map.Recommend(request), call.Cancellation).ConfigureAwait(false), ApiCall.Json).ConfigureAwait(false);
        }
        catch (ArgumentException)
        {
            throw ApiProblemException.BadQuery("along", "an axis of numbers that makes no group");
        }
    }

    private static async Task ImportanceAsync(ApiCall call)
    {
        var map = await WithAxesAsync(call).ConfigureAwait(false);
        if (!call.IsKnown(map.Version))
        {
            var (stability, score) = await Task.Run(() => map.View.Importance, call.Cancellation).ConfigureAwait(false);
            await call.AnswerAsync(ImportancesDocument.Of(stability, score), ApiJson.Default.ImportancesDocument).ConfigureAwait(false);
        }
    }

    private static async Task<VersionedMap> WithAxesAsync(ApiCall call)
    {
        var map = await call.RecentMapAsync().ConfigureAwait(false);
        return map.View.Sweep.Axes.IsEmpty ? throw new ApiProblemException(StatusCodes.Status404NotFound, "The sweep has no axes, so there is nothing to choose from.") : map;
    }
}
