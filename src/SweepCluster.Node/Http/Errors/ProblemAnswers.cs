using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SweepCluster.Storage;

namespace SweepCluster.Node.Http.Errors;

/// <summary>
/// Turns everything that goes wrong into problem details. What nobody foresaw is logged with its route, never with
/// the request's own words, and answered without a cause.
/// </summary>
internal sealed partial class ProblemAnswers(RequestDelegate next, IHostApplicationLifetime lifetime, ILogger<ProblemAnswers> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context).ConfigureAwait(false);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
            {
                await WriteAsync(context, context.Response.StatusCode, DetailOf(context.Response.StatusCode)).ConfigureAwait(false);
            }
        }
        catch (Exception) when (context.Response.HasStarted)
        {
            // The answer is under way and cannot be taken back: break the connection rather than end it as if whole.
            context.Abort();
        }
        catch (ApiProblemException problem)
        {
            await WriteAsync(context, problem.Status, problem.Message, problem).ConfigureAwait(false);
        }
        catch (UserException mistake)
        {
            await WriteAsync(context, StatusCodes.Status422UnprocessableEntity, mistake.Message).ConfigureAwait(false);
        }
        catch (BadHttpRequestException bad)
        {
            await WriteAsync(context, bad.StatusCode, DetailOf(bad.StatusCode)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "The node is ending; ask another one.").ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            await WriteAsync(context, StatusCodes.Status504GatewayTimeout, DetailOf(StatusCodes.Status504GatewayTimeout)).ConfigureAwait(false);
        }
        catch (StoreException failure)
        {
            StoreFailed(logger, RouteOf(context), failure.Message);
            await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, DetailOf(StatusCodes.Status503ServiceUnavailable)).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Unforeseen(logger, RouteOf(context), failure);
            await WriteAsync(context, StatusCodes.Status500InternalServerError, DetailOf(StatusCodes.Status500InternalServerError)).ConfigureAwait(false);
        }
    }

    /// <summary>Answers with problem details.</summary>
    internal static Task WriteAsync(HttpContext context, int status, string detail, ApiProblemException? problem = null)
    {
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "2";
        }

        var answer = new ApiProblem("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail, problem is { Mistakes.IsEmpty: false } ? problem.Mistakes : null);
        return context.Response.WriteAsJsonAsync(answer, ApiJson.Default.ApiProblem, "application/problem+json", CancellationToken.None);
    }

    internal static string DetailOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "A token is needed: send the header Authorization: Bearer TOKEN.",
        StatusCodes.Status403Forbidden => "This token may read, but not change; use an operator's token.",
        StatusCodes.Status404NotFound => "There is nothing at this address; /openapi/v1.json lists what there is.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take this method; /openapi/v1.json lists what it takes.",
        StatusCodes.Status413PayloadTooLarge => ApiProblemException.TooLarge().Message,
        StatusCodes.Status429TooManyRequests => "Too many requests from this client; wait for the seconds in Retry-After.",
        StatusCodes.Status503ServiceUnavailable => "The store cannot be used just now; try again.",
        StatusCodes.Status504GatewayTimeout => "The answer took too long; try again.",
        >= 500 => "The node failed to answer; its log says why.",
        _ => "The request cannot be understood.",
    };

    private static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "an unknown address";

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Route} could not use the store: {Failure}")]
    private static partial void StoreFailed(ILogger logger, string route, string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Route} failed")]
    private static partial void Unforeseen(ILogger logger, string route, Exception failure);
}
