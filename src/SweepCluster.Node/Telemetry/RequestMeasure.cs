using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SweepCluster.Node.Http;

namespace SweepCluster.Node.Telemetry;

/// <summary>Measures answers by the route's template, so that no address becomes a label.</summary>
internal sealed class RequestMeasure(RequestDelegate next, NodeMeter meter)
{
    private static readonly HashSet<string> Methods = new(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"], StringComparer.Ordinal);

    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<ApiRoute>() is not { IsStream: true })
            {
                var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
                meter.Answered(route, Methods.Contains(context.Request.Method) ? context.Request.Method : "other", context.Response.StatusCode, Stopwatch.GetElapsedTime(started));
            }
        }
    }
}
