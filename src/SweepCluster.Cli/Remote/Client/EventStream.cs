using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SweepCluster.Cli.Remote.Client;

/// <summary>The events of a node as a stream (server-sent events).</summary>
internal static class EventStream
{
    public static async IAsyncEnumerable<EventDocument> ReadAsync(NodeChannel channel, string? sweep, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var path = sweep is null ? "events" : $"events?sweep={Uri.EscapeDataString(sweep)}";
        using var response = await channel.SendAsync(HttpMethod.Get, path, null, mayRepeat: true, NodeChannel.AnswerTime, cancellation, headers =>
        {
            headers.Accept.ParseAdd("text/event-stream");
            headers.Add("Last-Event-ID", after.ToString(CultureInfo.InvariantCulture));
        }).ConfigureAwait(false);
        using var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var events = SseParser.Create(body, (_, data) => Parse(data)).EnumerateAsync(cancellation).GetAsyncEnumerator(cancellation);
        await using (events.ConfigureAwait(false))
        {
            while (await NextAsync(events, channel.Address).ConfigureAwait(false))
            {
                if (events.Current.Data is { } happened)
                {
                    yield return happened;
                }
            }
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<SseItem<EventDocument?>> events, NodeAddress address)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Refusals.Away(address, exception);
        }
    }

    // An event of a later version that cannot be read is no reason to miss those after it.
    private static EventDocument? Parse(ReadOnlySpan<byte> data)
    {
        try
        {
            return JsonSerializer.Deserialize(data, RemoteJson.Default.EventDocument);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
