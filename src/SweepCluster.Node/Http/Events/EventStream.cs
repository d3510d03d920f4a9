using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Http.Documents;
using SweepCluster.Storage;
using SweepCluster.Storage.Events;

namespace SweepCluster.Node.Http.Events;

/// <summary>Writes the store's events to one listener, in order and without gaps, until it leaves or the node stops.</summary>
/// <param name="sweep">Only events of this sweep; null for all.</param>
/// <param name="withProgress">Whether to tell also how far that sweep is, and which map of it is the newest, whenever that changes.</param>
internal sealed class EventStream(ApiServices services, SweepId? sweep, bool withProgress)
{
    private const int MostAtOnce = 500;

    // So that proxies keep the connection and a listener that is gone is noticed.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    // What a wake-up costs when it is lost between reading and waiting.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    // Results arrive thousands a second; nobody reads that fast.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(500);

    private Standing? _standing;
    private string? _map;

    public async Task WriteAsync(HttpResponse response, long after, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, services.Stopping);
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await response.WriteAsync(": events\n\n", ending.Token).ConfigureAwait(false);
            await response.Body.FlushAsync(ending.Token).ConfigureAwait(false);
            await GoOnAsync(response, after, ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The listener left, or the node stops: either way the stream just ends.
        }
    }

    private async Task GoOnAsync(HttpResponse response, long after, CancellationToken cancellation)
    {
        var spoke = services.Clock.GetTimestamp();
        while (true)
        {
            var heard = services.Store.ChangesHeard(StoreTopic.Results);
            var events = await services.Tail.ReadAsync(sweep, after, MostAtOnce, cancellation).ConfigureAwait(false);
            foreach (var happened in events)
            {
                after = happened.Sequence;
                await response.WriteAsync(Text(happened), cancellation).ConfigureAwait(false);
            }

            var spokeNow = events.Count > 0 | await TellProgressAsync(response, cancellation).ConfigureAwait(false);
            if (!spokeNow && services.Clock.GetElapsedTime(spoke) >= Heartbeat)
            {
                await response.WriteAsync(": still here\n\n", cancellation).ConfigureAwait(false);
                spokeNow = true;
            }

            if (spokeNow)
            {
                await response.Body.FlushAsync(cancellation).ConfigureAwait(false);
                spoke = services.Clock.GetTimestamp();
            }

            if (events.Count < MostAtOnce)
            {
                await services.Store.WaitForChangeAsync(StoreTopic.Results, heard, LongestWait, cancellation).ConfigureAwait(false);
                await Task.Delay(ShortestWait, services.Clock, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Tells what has changed of the sweep and of its map; false for nothing.</summary>
    private async Task<bool> TellProgressAsync(HttpResponse response, CancellationToken cancellation)
    {
        if (!withProgress || sweep is not { } id || await services.Standings.OfAsync(id, cancellation).ConfigureAwait(false) is not { } standing)
        {
            return false;
        }

        var (isFurther, map) = (standing != _standing, services.Maps.NewestVersion(standing));
        if (isFurther)
        {
            _standing = standing;
            await response.BodyWriter.WriteAsync(standing.Told, cancellation).ConfigureAwait(false);
        }

        if (map is null || map == _map)
        {
            return isFurther;
        }

        _map = map;
        await response.WriteAsync($"event: map\ndata: {JsonSerializer.Serialize(new MapNews(map), ApiJson.Default.MapNews)}\n\n", cancellation).ConfigureAwait(false);
        return true;
    }

    // Kinds are words and JSON has no line breaks, so nothing in them can end the event early.
    private static string Text(StoredEvent happened) =>
        $"id: {happened.Sequence}\nevent: {happened.Kind.ReplaceLineEndings("")}\ndata: {JsonSerializer.Serialize(EventDocument.Of(happened), ApiJson.Default.EventDocument)}\n\n";
}
