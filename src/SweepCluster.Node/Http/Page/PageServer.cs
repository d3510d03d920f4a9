using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SweepCluster.Node.Http.Page;

/// <summary>
/// Serves the live page at addresses that no route of the API has. The page itself holds nothing secret: what it
/// shows it asks the API for, with the user's token.
/// </summary>
internal sealed class PageServer(RequestDelegate next, PageFiles files)
{
    private const string Immutable = "public, max-age=31536000, immutable";

    // The page is its own files and the API, and nothing else: no inline code, no other site, in no frame.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (context.GetEndpoint() is not null || !isRead || context.Request.Path.Value is not { } path)
        {
            return next(context);
        }

        return files.Find(path) is { } file ? SendAsync(context, file)
            : path == "/" && files.IsEmpty ? SendAsync(context, PageNotBuilt.File)
            : next(context);
    }

    private static async Task SendAsync(HttpContext context, PageFile file)
    {
        var (request, response) = (context.Request, context.Response);
        var tag = $"\"{file.Body.TagFor(request)}\"";
        response.Headers.ETag = tag;
        response.Headers.CacheControl = file.IsImmutable ? Immutable : "no-cache";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (request.GetTypedHeaders().IfNoneMatch.Any(known => known.Tag == tag || known.Equals(EntityTagHeaderValue.Any)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = file.MediaType;
        await file.Body.SendAsync(context).ConfigureAwait(false);
    }
}
