using System.Globalization;
using Microsoft.AspNetCore.Http;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Http.Errors;
using SweepCluster.Node.Http.Events;

namespace SweepCluster.Node.Http.Routes;

/// <summary>What happens, as it happens.</summary>
internal static class EventRoutes
{
    private const string LastEventId = "Last-Event-ID";

    public static IEnumerable<ApiRoute> All =>
    [
        new("GET", "/api/v1/events", ApiRole.Viewer, "watchEvents", "Events as server-sent events: those that are kept, then new ones. Last-Event-ID goes on after an event.", WatchAsync)
        {
            Query = [new("sweep", "string", "Only those of this sweep."), new("after", "integer", "Only those after this one; Last-Event-ID comes before it."), new("progress", "boolean", "Whether to tell also how far the sweep is and which map is the newest, as events progress and map without an id; false.")],
            Answer = new ApiBody(["text/event-stream"]),
            IsStream = true,
        },
    ];

    private static async Task WatchAsync(ApiCall call)
    {
        var after = After(call);
        var sweep = call.Query("sweep") is { } name ? new SweepId(name) : default(SweepId?);
        var withProgress = call.Query("progress") switch
        {
            null or "false" => false,
            "true" when sweep is not null => true,
            _ => throw ApiProblemException.BadQuery("progress", "true or false, and true only with a sweep"),
        };
        if (sweep is { } id && await call.Services.Store.Sweeps.FindAsync(id, call.Cancellation).ConfigureAwait(false) is null)
        {
            throw new ApiProblemException(StatusCodes.Status404NotFound, "There is no sweep of this id; GET /api/v1/sweeps lists those that are there.");
        }

        var streams = call.Services.EventStreams;
        if (!await streams.WaitAsync(TimeSpan.Zero, call.Cancellation).ConfigureAwait(false))
        {
            throw new ApiProblemException(StatusCodes.Status503ServiceUnavailable, "As many event streams are open as the node allows; close one, or raise limits.eventStreams.");
        }

        try
        {
            await new EventStream(call.Services, sweep, withProgress).WriteAsync(call.Context.Response, after, call.Cancellation).ConfigureAwait(false);
        }
        finally
        {
            streams.Release();
        }
    }

    private static long After(ApiCall call)
    {
        if (call.Context.Request.Headers[LastEventId] is [{ } text])
        {
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                ? last
                : throw new ApiProblemException(StatusCodes.Status400BadRequest, $"{LastEventId} must be the id of an event, an integer from 0.");
        }

        return call.Query("after", 0, 0, long.MaxValue);
    }
}
