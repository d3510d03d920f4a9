using Microsoft.AspNetCore.Http;
using SweepCluster.Node.Http.Access;
using SweepCluster.Node.Http.Documents;
using SweepCluster.Node.Http.Errors;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Node.Http.Routes;

/// <summary>The nodes, and whether this one is well.</summary>
internal static class ClusterRoutes
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(1);

    public static IEnumerable<ApiRoute> All =>
    [
        new("GET", "/api/v1/workers", ApiRole.Viewer, "listWorkers", "The nodes of the cluster with their devices.", WorkersAsync) { Answer = ApiBody.OfJson(ApiJson.Default.NodeList) },
        new("GET", "/api/v1/access", ApiRole.Viewer, "getAccess", "What this caller may do.", AccessAsync) { Answer = ApiBody.OfJson(ApiJson.Default.AccessDocument) },
        new("GET", "/healthz", ApiRole.Anyone, "isAlive", "Whether the process answers.", HealthAsync) { Answer = ApiBody.OfJson(ApiJson.Default.HealthDocument), IsForWatching = true },
        new("GET", "/readyz", ApiRole.Anyone, "isReady", "Whether the store answers within a second and the node is a member of its cluster.", ReadyAsync) { Answer = ApiBody.OfJson(ApiJson.Default.HealthDocument), IsForWatching = true },
    ];

    private static async Task WorkersAsync(ApiCall call)
    {
        var nodes = await call.Services.Store.Nodes.ListAsync(call.Cancellation).ConfigureAwait(false);
        await call.AnswerAsync(new NodeList([.. nodes.Select(NodeDocument.Of)]), ApiJson.Default.NodeList).ConfigureAwait(false);
    }

    private static Task AccessAsync(ApiCall call)
    {
        var services = call.Services;
        var document = new AccessDocument(
            ApiNames.Of(CallerRole.Of(call.Context)), services.Settings.Tokens.Any, services.Most < ApiRole.Operator, EnvironmentRecord.Program().Version);
        return call.AnswerAsync(document, ApiJson.Default.AccessDocument);
    }

    private static Task HealthAsync(ApiCall call) => call.AnswerAsync(new HealthDocument("ok"), ApiJson.Default.HealthDocument);

    private static async Task ReadyAsync(ApiCall call)
    {
        try
        {
            var probe = Task.Run(() => call.Services.Store.Events.ReadAsync(null, long.MaxValue, 1, call.Cancellation), call.Cancellation);
            await probe.WaitAsync(ReadyWithin, call.Services.Clock, call.Cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new ApiProblemException(StatusCodes.Status503ServiceUnavailable, "The store did not answer within a second.");
        }

        if (call.Services.EngineTrouble() is { } trouble)
        {
            throw new ApiProblemException(StatusCodes.Status503ServiceUnavailable, trouble);
        }

        await call.AnswerAsync(new HealthDocument("ok"), ApiJson.Default.HealthDocument).ConfigureAwait(false);
    }
}
