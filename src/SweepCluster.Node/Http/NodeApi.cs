using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Http.Access;
using SweepCluster.Node.Http.Errors;
using SweepCluster.Node.Http.Maps;
using SweepCluster.Node.Http.Page;
using SweepCluster.Node.Telemetry;
using SweepCluster.Storage;

namespace SweepCluster.Node.Http;

/// <summary>The HTTP API of a node: reads and changes the store, and nothing else.</summary>
public static class NodeApi
{
    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(10);

    /// <summary>Sets up the server and its limits, before the application is built.</summary>
    public static void Configure(WebApplicationBuilder builder, NodeSettings settings)
    {
        var listen = settings.Roles.Contains(NodeRole.Coordinator) ? settings.Listen : settings.Telemetry.MetricsListen ?? settings.Listen;
        builder.WebHost.UseUrls(listen.GetLeftPart(UriPartial.Authority));
        builder.Services.Configure<KestrelServerOptions>(server => Limit(server, settings.Limits));
        builder.Services.AddRoutingCore();
        builder.Services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = settings.Limits.RequestTimeout });
        builder.Services.AddRateLimiter(limiter => Limit(limiter, settings.Limits));
    }

    /// <summary>Adds all routes with their checks to an application that <see cref="Configure"/> prepared.</summary>
    /// <param name="most">The most that any caller may do.</param>
    /// <param name="parts">What the node has beside its store; null for an API alone.</param>
    public static void Map(WebApplication app, ISweepStore store, NodeSettings settings, TimeProvider clock, ApiRole most = ApiRole.Operator, NodeParts? parts = null)
    {
        parts ??= NodeParts.Alone(app, settings, clock);
        var stopping = app.Lifetime.ApplicationStopping;
        var services = new ApiServices(store, settings, clock, new MapCache(store, clock, stopping), most, stopping) { Telemetry = parts.Telemetry, LogLevel = parts.LogLevel, EngineTrouble = parts.EngineTrouble };
        parts.Telemetry.Node.WatchStreams(() => settings.Limits.EventStreams - services.EventStreams.CurrentCount);
        app.UseMiddleware<RequestMeasure>(parts.Telemetry.Node);
        app.UseMiddleware<ProblemAnswers>();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseMiddleware<AccessControl>(settings.Tokens, most);
        app.UseMiddleware<PageServer>(PageFiles.Built);
        app.UseRequestTimeouts();
        foreach (var route in ApiRoutes.All.Where(route => !parts.IsWatchedOnly || route.IsForWatching))
        {
            var endpoint = app.MapMethods(route.Path, [route.Method], context => route.Handle(new ApiCall(context, services))).WithMetadata(route);
            if (route.IsStream)
            {
                endpoint.DisableRequestTimeout();
            }

            if (route.Role == ApiRole.Anyone)
            {
                endpoint.DisableRateLimiting();
            }
        }
    }

    private static void Limit(KestrelServerOptions server, ApiLimits limits)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = ApiLimits.MostBodyBytes;
        server.Limits.MaxRequestLineSize = ApiLimits.MostLineBytes;
        server.Limits.MaxRequestHeadersTotalSize = ApiLimits.MostHeaderBytes;
        server.Limits.MaxRequestHeaderCount = 64;
        server.Limits.MaxConcurrentConnections = limits.Connections;
        server.Limits.RequestHeadersTimeout = HeadersWithin;
    }

    private static void Limit(RateLimiterOptions limiter, ApiLimits limits)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = async (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "1";
            await ProblemAnswers.WriteAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests, ProblemAnswers.DetailOf(StatusCodes.Status429TooManyRequests)).ConfigureAwait(false);
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
            ClientAddress.Of(context.Connection.RemoteIpAddress),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = limits.Burst,
                TokensPerPeriod = limits.RequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));
    }
}
