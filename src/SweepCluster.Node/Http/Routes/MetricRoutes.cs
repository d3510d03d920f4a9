using Microsoft.AspNetCore.Http;
using SweepCluster.Node.Http.Errors;
using SweepCluster.Node.Telemetry.Prometheus;

namespace SweepCluster.Node.Http.Routes;

/// <summary>What Prometheus reads.</summary>
internal static class MetricRoutes
{
    public static IEnumerable<ApiRoute> All =>
    [
        new("GET", "/metrics", ApiRole.Viewer, "getMetrics", "The node's metrics, in Prometheus' text format 0.0.4 or, where Accept asks for it, as OpenMetrics 1.0.0.", ScrapeAsync)
        {
            Answer = new ApiBody(["text/plain", "application/openmetrics-text"]),
            IsForWatching = true,
        },
    ];

    private static async Task ScrapeAsync(ApiCall call)
    {
        var (request, response) = (call.Context.Request, call.Context.Response);
        try
        {
            var scrape = await call.Services.Telemetry.Scraper.ScrapeAsync(call.Cancellation).ConfigureAwait(false);
            var (format, isPacked) = (ScrapeNegotiation.FormatOf(request.Headers), KeptBody.WantsGzip(request.Headers));
            response.ContentType = ScrapeNegotiation.ContentTypeOf(format);
            response.Headers.Vary = "Accept, Accept-Encoding";
            response.Headers.CacheControl = "no-store";
            if (isPacked)
            {
                response.Headers.ContentEncoding = "gzip";
            }

            var body = scrape.Body(format, isPacked);
            response.ContentLength = body.Length;
            await response.Body.WriteAsync(body, call.Cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new ApiProblemException(StatusCodes.Status503ServiceUnavailable, "The metrics could not be collected in time; try again.");
        }
    }
}
