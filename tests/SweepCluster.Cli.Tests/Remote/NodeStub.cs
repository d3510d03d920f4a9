using System.Net;
using System.Text;
using SweepCluster.Cli.Remote.Client;

namespace SweepCluster.Cli.Tests.Remote;

/// <summary>A node that answers from a table, in this process. The answers to one request come in order; the last stays.</summary>
internal sealed class NodeStub : HttpMessageHandler
{
    public const string Url = "http://node.test:7500";

    private readonly Dictionary<string, Queue<Func<HttpResponseMessage>>> _answers = [];
    private readonly List<SentRequest> _requests = [];

    public IReadOnlyList<SentRequest> Requests => _requests;

    public IEnumerable<string> Lines => _requests.Select(request => request.Line);

    /// <summary>Answers a request such as <c>GET /api/v1/sweeps</c>.</summary>
    public NodeStub On(string request, Func<HttpResponseMessage> answer)
    {
        if (!_answers.TryGetValue(request, out var queue))
        {
            _answers[request] = queue = new Queue<Func<HttpResponseMessage>>();
        }

        queue.Enqueue(answer);
        return this;
    }

    public NodeStub On(string request, string json, HttpStatusCode status = HttpStatusCode.OK, string type = "application/json") =>
        On(request, () => new HttpResponseMessage(status) { Content = new StringContent(json, Encoding.UTF8, type) });

    public NodeStub Refuses(string request, HttpStatusCode status, string problem) => On(request, problem, status, "application/problem+json");

    /// <summary>Nobody listens, once.</summary>
    public NodeStub IsAway(string request) => On(request, () => throw new HttpRequestException("Connection refused"));

    /// <summary>A client whose waits take no time.</summary>
    public SweepClient Client(string? token = null) => new(new NodeChannel(new NodeAddress(new Uri(Url + "/"), token, token is null ? null : NodeAddress.TokenVariable), this, TimeProvider.System, () => 0)
    {
        Retries = new RetryRule(3, TimeSpan.Zero, TimeSpan.Zero),
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : null;
        var line = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        lock (_requests)
        {
            _requests.Add(new SentRequest(line, body, request.Content?.Headers.ContentType?.MediaType, request.Headers.Authorization?.ToString(), request.Headers.TryGetValues("Last-Event-ID", out var last) ? last.Single() : null));
            if (!_answers.TryGetValue(line, out var queue))
            {
                return new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request };
            }

            var response = queue.Count > 1 ? queue.Dequeue()() : queue.Peek()();
            response.RequestMessage = request;
            return response;
        }
    }
}

/// <param name="Line">Method, path and query.</param>
internal sealed record SentRequest(string Line, string? Body, string? ContentType, string? Authorization, string? LastEventId);
