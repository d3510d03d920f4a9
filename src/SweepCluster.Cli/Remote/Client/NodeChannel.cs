using System.Net;
using System.Net.Http.Headers;

namespace SweepCluster.Cli.Remote.Client;

/// <summary>Requests to one node: the token, repetitions and what failures mean.</summary>
internal sealed class NodeChannel(NodeAddress address, HttpMessageHandler handler, TimeProvider clock, Func<double> jitter) : IDisposable
{
    private const string ApiRoot = "api/v1/";

    /// <summary>How long a node may take to begin its answer.</summary>
    public static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    public RetryRule Retries { get; init; } = RetryRule.Default;

    public NodeAddress Address => address;

    /// <summary>Sends a request and gives the answer, whose body is still to be read.</summary>
    /// <param name="path">Below <c>/api/v1/</c>.</param>
    /// <param name="content">Makes the body for each attempt.</param>
    /// <param name="mayRepeat">Whether doing it twice does no more than doing it once.</param>
    /// <exception cref="NodeException">Nobody answers, or the node has failed.</exception>
    /// <exception cref="RefusedException">The node refuses.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Func<HttpContent>? content, bool mayRepeat, TimeSpan answerTime, CancellationToken cancellation, Action<HttpRequestHeaders>? headers = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? asked = null;
            NodeException failure;
            try
            {
                using var request = Request(method, path, content, headers);
                var response = await SendAsync(request, answerTime, cancellation).ConfigureAwait(false);
                if (response.IsSuccessStatusCode)
                {
                    return response;
                }

                using (response)
                {
                    failure = await Refusals.ReadAsync(response, address, cancellation).ConfigureAwait(false);
                    asked = RetryRule.IsTransient(response.StatusCode) ? RetryAfter(response) : null;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or TimeoutException or IOException)
            {
                failure = Refusals.Away(address, exception);
            }

            if (!failure.IsAway || !mayRepeat || Retries.After(attempt, asked, jitter()) is not { } wait)
            {
                throw failure;
            }

            await Task.Delay(wait, clock, cancellation).ConfigureAwait(false);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, TimeSpan answerTime, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(answerTime, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException(FormattableString.Invariant($"no answer for {answerTime.TotalSeconds:0} s"));
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, Func<HttpContent>? content, Action<HttpRequestHeaders>? headers)
    {
        var request = new HttpRequestMessage(method, new Uri(address.Url, path.StartsWith('/') ? path[1..] : ApiRoot + path)) { Content = content?.Invoke() };
        if (address.Token is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        headers?.Invoke(request.Headers);
        return request;
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };
}
