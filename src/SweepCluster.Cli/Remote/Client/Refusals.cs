using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace SweepCluster.Cli.Remote.Client;

/// <summary>What it means when a node does not do as asked, and what the user can do.</summary>
internal static class Refusals
{
    private const int MostBytes = 1 << 20;

    public static NodeException Away(NodeAddress address, Exception cause)
    {
        var reason = cause.GetBaseException() is SocketException socket ? socket.Message : cause.Message;
        return new NodeException(
            $"no node answers at {address.Text}: {reason.TrimEnd('.')}. "
            + $"Start one with 'sweep node --listen {address.Text}', or name another with --url or {NodeAddress.UrlVariable}.",
            cause,
            isAway: true);
    }

    /// <summary>The exception for an answer that is not a success.</summary>
    public static async Task<NodeException> ReadAsync(HttpResponseMessage response, NodeAddress address, CancellationToken cancellation)
    {
        var problem = await ProblemAsync(response, cancellation).ConfigureAwait(false);
        var said = problem?.Detail ?? problem?.Title;
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => Refused(response, Unauthorized(address), problem),
            HttpStatusCode.Forbidden => Refused(response, Forbidden(address, said), problem),
            var status when RetryRule.IsTransient(status) => new NodeException(Sentence($"the node at {address.Text} is busy or starting ({(int)status})", said) + " Try again in a moment.", null, isAway: true),
            var status when (int)status >= 500 => new NodeException(Sentence($"the node at {address.Text} failed ({(int)status})", said) + " Its log says why."),
            var status => Refused(response, said ?? $"the node at {address.Text} refuses {response.RequestMessage?.RequestUri?.AbsolutePath} ({(int)status}); is it a sweep node, and of this version?", problem),
        };
    }

    private static RefusedException Refused(HttpResponseMessage response, string message, ProblemDocument? problem) => new(response.StatusCode, message, problem);

    private static string Unauthorized(NodeAddress address) => address.TokenSource is { } source
        ? $"the node at {address.Text} does not know the token from {source}. Tokens are in the configuration of the node."
        : $"the node at {address.Text} asks for a token. Put one of its configuration into {NodeAddress.TokenVariable}, or into a file for --token-file.";

    private static string Forbidden(NodeAddress address, string? said) =>
        Sentence($"the token from {address.TokenSource ?? NodeAddress.TokenVariable} does not allow this at {address.Text}", said)
        + " Looking needs the role viewer, changing the role operator; use a token that has it.";

    private static string Sentence(string text, string? said) => said is null ? text + "." : $"{text}: {said.TrimEnd('.')}.";

    private static async Task<ProblemDocument?> ProblemAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
        {
            return null;
        }

        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(NodeChannel.AnswerTime);
            await response.Content.LoadIntoBufferAsync(MostBytes, limit.Token).ConfigureAwait(false);
            var bytes = await response.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false);
            return JsonSerializer.Deserialize(bytes, RemoteJson.Default.ProblemDocument);
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // The status alone decides what it means; the body would only have said it better.
            return null;
        }
    }
}
