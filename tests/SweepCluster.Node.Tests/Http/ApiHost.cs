using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Http;
using SweepCluster.Storage;
using SweepCluster.Storage.Sqlite;

namespace SweepCluster.Node.Tests.Http;

/// <summary>The API over a SQLite store in a folder of its own, without a socket.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    public const string Viewer = "viewer-token-0123456789";
    public const string Operator = "operator-token-0123456789";

    public const string File = """
        name: tiny
        family: polynomial-network
        dataset: {name: glyphs, train: 256, test: 400, validation: 200}
        parameters: {hidden: [16], learningRate: 0.01}
        axes:
          - {parameter: B, values: [1, 2, 4, 8]}
          - {parameter: degree, values: [2, 4, 6]}
        replicates: {kind: fixed, count: 2}
        budget: {epochs: 2, batch: 32}
        """;

    private readonly WebApplication _app;
    private readonly string _folder;

    private ApiHost(WebApplication app, SqliteSweepStore store, string folder, LogLines log)
    {
        (_app, Store, _folder, Log) = (app, store, folder, log);
        Client = app.GetTestClient();
    }

    public static NodeSettings Settings { get; } = new()
    {
        Tokens = new AccessTokens([Viewer], [Operator]),
        Limits = new ApiLimits { RequestsPerSecond = 100_000, Burst = 1_000_000 },
    };

    /// <summary>Without a token.</summary>
    public HttpClient Client { get; }

    public SqliteSweepStore Store { get; }

    public LogLines Log { get; }

    public string Folder => _folder;

    /// <summary>What the server answers, as <c>GET /healthz</c>.</summary>
    public IEnumerable<string> Routes => ((IEndpointRouteBuilder)_app).DataSources
        .SelectMany(source => source.Endpoints.OfType<RouteEndpoint>())
        .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {endpoint.RoutePattern.RawText}"));

    /// <param name="engineTrouble">Why the node cannot take part in its cluster; null while it can.</param>
    public static async Task<ApiHost> StartAsync(NodeSettings? settings = null, ISweepStore? inPlaceOfStore = null, Func<string?>? engineTrouble = null)
    {
        var folder = Directory.CreateTempSubdirectory("sweep-api-").FullName;
        var store = SqliteSweepStore.Open(Path.Combine(folder, "sweep.db"));
        var log = new LogLines();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(log);
        NodeApi.Configure(builder, settings ?? Settings);
        builder.WebHost.UseTestServer();
        var app = builder.Build();
        var parts = NodeParts.Alone(app, settings ?? Settings, TimeProvider.System);
        NodeApi.Map(app, inPlaceOfStore ?? store, settings ?? Settings, TimeProvider.System, parts: parts with { EngineTrouble = engineTrouble ?? parts.EngineTrouble });
        await app.StartAsync();
        return new ApiHost(app, store, folder, log);
    }

    public static HttpRequestMessage Request(string method, string path, string? token = Operator)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return request;
    }

    public async Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, string mediaType = "application/json", string? token = Operator)
    {
        using var request = Request(method, path, token);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, mediaType);
        }

        return await Client.SendAsync(request);
    }

    /// <summary>The JSON of an answer that must have this status.</summary>
    public async Task<JsonNode> JsonAsync(int status, string method, string path, string? body = null, string mediaType = "application/json", string? token = Operator)
    {
        using var response = await SendAsync(method, path, body, mediaType, token);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode} {text}");
        Assert.Equal(status < 400 ? "application/json" : "application/problem+json", response.Content.Headers.ContentType!.MediaType);
        return JsonNode.Parse(text)!;
    }

    public Task<JsonNode> GetAsync(string path) => JsonAsync(200, "GET", path);

    /// <summary>Submits a sweep; its id.</summary>
    public async Task<string> SubmitAsync(string file = File) =>
        (string)(await JsonAsync(201, "POST", "/api/v1/sweeps", file, "application/yaml"))["id"]!;

    /// <summary>A sweep with a result for every trial: those with B below 4 diverge.</summary>
    public async Task<string> TrainedAsync(string file = File)
    {
        var id = new SweepId(await SubmitAsync(file));
        await Store.Results.AddAsync(id, [.. ResultsOf(SweepFileReader.Read(file, "tiny.yaml", []).Sweep!)], default);
        return id.Text;
    }

    public static IEnumerable<TrialResult> ResultsOf(Sweep sweep) =>
        sweep.Cells().Concat(sweep.References()).SelectMany(cell => Enumerable.Range(0, 2).Select(replicate => Result(new TrialId(cell.Id, replicate), cell.Coordinates is [var b, ..] && b.AsReal() < 4)));

    public static TrialResult Result(TrialId trial, bool diverges) => new(
        trial,
        new Trace
        {
            ScoreKind = ScoreKind.Accuracy,
            ChanceScore = 0.1,
            ValidationSamples = 200,
            TestSamples = 400,
            Steps = diverges ? 3 : 16,
            Divergence = diverges ? new Divergence(2, DivergenceSignal.Loss) : null,
            Epochs =
            [
                .. Enumerable.Range(1, diverges ? 1 : 2).Select(epoch => new EpochRecord
                {
                    Epoch = epoch,
                    LearningRate = 0.01,
                    TrainLoss = diverges ? double.NaN : 0.5 / epoch,
                    ValidationLoss = diverges ? double.NaN : 0.6 / epoch,
                    ValidationScore = diverges ? 0.1 : 0.9,
                    ValidationRange = 0.5,
                    TestScore = diverges ? 0.1 : 0.9,
                }),
            ],
        },
        TimeSpan.FromMilliseconds(250));

    /// <summary>Makes trials fail for good, as their sweep's owner does.</summary>
    public async Task FailAsync(string sweep, string cause, params TrialId[] trials)
    {
        var id = new SweepId(sweep);
        var owner = (await Store.Sweeps.OwnAsync("owner", TimeSpan.FromMinutes(1), 10, default)).Single(owned => owned.Sweep == id);
        var chunk = new Storage.Chunks.Chunk(new Storage.Chunks.ChunkId(id, trials[0].Replicate), "shape", [.. trials]);
        Assert.True(await Store.Chunks.ReleaseAsync(owner, [chunk], default));
        var lease = Assert.Single(await Store.Chunks.LeaseAsync(new Storage.Chunks.LeaseRequest("node", "cpu", TimeSpan.FromMinutes(1), 100), default));
        await Store.Chunks.FailAsync(new Storage.Chunks.LeaseId(chunk.Id, lease.Fence), cause, default);
        Assert.True(await Store.Chunks.ReplaceAsync(
            owner, chunk.Id, [], [.. trials.Select(trial => new Storage.Chunks.TrialFailure(trial, cause, DateTimeOffset.UnixEpoch))], default));
    }

    /// <summary>Tells the node to end; what is asked before it has is still answered.</summary>
    public void BeginToEnd() => _app.Lifetime.StopApplication();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
