using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Http.Errors;
using SweepCluster.Node.Http.Maps;
using SweepCluster.Node.Http.Routes;
using SweepCluster.Storage.Events;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Node.Http;

/// <summary>A request with what it is answered from.</summary>
public sealed class ApiCall(HttpContext context, ApiServices services)
{
    public const string Json = "application/json; charset=utf-8";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public HttpContext Context => context;

    public ApiServices Services => services;

    public CancellationToken Cancellation => context.RequestAborted;

    public SweepId SweepId => new(Segment("id"));

    /// <summary>A parameter of the path.</summary>
    public string Segment(string name) => Uri.UnescapeDataString((string?)context.Request.RouteValues[name] ?? "");

    /// <summary>The sweep that the path names.</summary>
    /// <exception cref="ApiProblemException">404 where there is none.</exception>
    public async Task<StoredSweep> SweepAsync() =>
        await services.Store.Sweeps.FindAsync(SweepId, Cancellation).ConfigureAwait(false)
        ?? throw NoSweep();

    /// <summary>A map of the sweep that the path names: of one that runs, the last that is ready.</summary>
    /// <exception cref="ApiProblemException">404 where there is none.</exception>
    internal async Task<VersionedMap> RecentMapAsync() =>
        await services.Maps.RecentAsync(await SweepAsync().ConfigureAwait(false), Cancellation).ConfigureAwait(false);

    /// <summary>The last map of the sweep that the path names, for those who draw it again and again: half a second late at most.</summary>
    /// <exception cref="ApiProblemException">404 where there is none.</exception>
    internal async Task<VersionedMap> LastMapAsync()
    {
        var standing = await services.Standings.OfAsync(SweepId, Cancellation).ConfigureAwait(false) ?? throw NoSweep();
        return await services.Maps.RecentAsync(standing, Cancellation).ConfigureAwait(false);
    }

    /// <summary>A text of the query; null when it is left out.</summary>
    public string? Query(string name) => context.Request.Query[name] is { Count: > 0 } values ? values[0] : null;

    /// <summary>An integer of the query.</summary>
    /// <exception cref="ApiProblemException">400 for anything else.</exception>
    public long Query(string name, long @default, long least, long most)
    {
        if (Query(name) is not { } text)
        {
            return @default;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw ApiProblemException.BadQuery(name, $"an integer from {least} to {most}");
    }

    /// <summary>A number of the query above 0 and below 1.</summary>
    /// <exception cref="ApiProblemException">400 for anything else.</exception>
    public double? QueryProbability(string name) => Query(name) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1 ? number
        : throw ApiProblemException.BadQuery(name, "a probability between 0 and 1, such as 0.9");

    /// <summary>The body as text of one of some media types.</summary>
    /// <exception cref="ApiProblemException">415 for another type, 413 for too much, 400 for what is not UTF-8.</exception>
    public async Task<string> TextAsync(IReadOnlyList<string> mediaTypes)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var given) || !mediaTypes.Contains(given.MediaType.Value, StringComparer.OrdinalIgnoreCase))
        {
            throw new ApiProblemException(StatusCodes.Status415UnsupportedMediaType, $"The body must be {string.Join(" or ", mediaTypes)}; say so in Content-Type.");
        }

        var bytes = await BodyAsync().ConfigureAwait(false);
        try
        {
            return StrictUtf8.GetString(bytes.AsSpan(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0));
        }
        catch (DecoderFallbackException)
        {
            throw new ApiProblemException(StatusCodes.Status400BadRequest, "The body is not valid UTF-8.");
        }
    }

    /// <summary>The body as JSON; null when it may be left out and is.</summary>
    /// <exception cref="ApiProblemException">As for text, and 400 for what is not the object that is wanted.</exception>
    public async Task<T?> JsonAsync<T>(ApiBody body, JsonTypeInfo<T> type)
        where T : class
    {
        if (!body.IsRequired && context.Request.ContentType is null && context.Request.ContentLength is null or 0)
        {
            return null;
        }

        var text = await TextAsync(body.MediaTypes).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new JsonException();
        }
        catch (JsonException error)
        {
            var place = string.IsNullOrEmpty(error.Path) ? "" : $" at {error.Path}";
            throw new ApiProblemException(StatusCodes.Status400BadRequest, $"The body is not the JSON object that is wanted{place}, line {(error.LineNumber ?? 0) + 1}; /openapi/v1.json describes it.");
        }
    }

    /// <summary>Tells people what was done to a sweep.</summary>
    public Task NoteAsync(SweepId sweep, string kind, string text) =>
        services.Store.Events.AppendAsync(new StoredEvent(0, sweep, kind, text, Microseconds.Of(services.Clock.GetUtcNow())), Cancellation);

    public Task AnswerAsync<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(value, type, Json, Cancellation);
    }

    /// <summary>Sends what is kept for many callers, unless this one has it already.</summary>
    internal Task AnswerAsync(KeptBody body, string mediaType)
    {
        if (IsKnown(body.TagFor(context.Request)))
        {
            return Task.CompletedTask;
        }

        context.Response.ContentType = mediaType;
        return body.SendAsync(context);
    }

    public Task AnswerTextAsync(string text, string mediaType)
    {
        context.Response.ContentType = mediaType + "; charset=utf-8";
        return context.Response.WriteAsync(text, Cancellation);
    }

    /// <summary>Names what the answer is made of. True when the caller has it already; then 304 is the answer.</summary>
    public bool IsKnown(string version)
    {
        var tag = new EntityTagHeaderValue($"\"{version}\"");
        context.Response.GetTypedHeaders().ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache";
        if (!context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    private static ApiProblemException NoSweep() => new(StatusCodes.Status404NotFound, "There is no sweep of this id; GET /api/v1/sweeps lists those that are there.");

    private async Task<byte[]> BodyAsync()
    {
        if (context.Request.ContentLength > ApiLimits.MostBodyBytes)
        {
            throw ApiProblemException.TooLarge();
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (await context.Request.Body.ReadAsync(buffer, Cancellation).ConfigureAwait(false) is > 0 and var read)
        {
            if (body.Length + read > ApiLimits.MostBodyBytes)
            {
                throw ApiProblemException.TooLarge();
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
