using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OpenTelemetry;
using Serilog.Core;
using Serilog.Events;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Hosting;
using SweepCluster.Node.Telemetry;
using SweepCluster.Node.Tests.Http;
using SweepCluster.Training.Datasets;

namespace SweepCluster.Node.Tests.Telemetry;

/// <summary>A whole node on a SQLite store in a folder of its own, with everything that it logs and traces.</summary>
internal sealed class RunningNode : IAsyncDisposable
{
    private readonly NodeHost _host;
    private readonly string _folder;

    private RunningNode(NodeHost host, string folder, Lines log, Spans spans)
    {
        (_host, _folder, Log, Traced) = (host, folder, log, spans);
        Client = new HttpClient { BaseAddress = host.MetricsAddress };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiHost.Operator);
    }

    public HttpClient Client { get; }

    public Lines Log { get; }

    public Spans Traced { get; }

    public NodeHost Host => _host;

    public static async Task<RunningNode> StartAsync(Func<NodeSettings, NodeSettings>? change = null)
    {
        var folder = Directory.CreateTempSubdirectory("sweep-telemetry-").FullName;
        var settings = new NodeSettings
        {
            Store = new StoreAddress(StoreKind.Sqlite, Path.Combine(folder, "sweep.db")),
            Listen = new Uri("http://127.0.0.1:0"),
            Name = "node",
            Engine = EngineKind.Store,
            Tokens = ApiHost.Settings.Tokens,
            Limits = ApiHost.Settings.Limits,
            Telemetry = new TelemetrySettings { TraceRatio = 1 },
        };
        var (log, spans) = (new Lines(), new Spans());
        var host = await NodeHost.StartAsync(change?.Invoke(settings) ?? settings, new DatasetLocator(folder, folder), TimeProvider.System, new NodeWitnesses(log, spans), default);
        return new RunningNode(host, folder, log, spans);
    }

    /// <summary>Runs a small sweep to its end; its id.</summary>
    public async Task<string> RunSweepAsync()
    {
        using var file = new StringContent(ApiHost.File, Encoding.UTF8, "application/yaml");
        using var submitted = await Client.PostAsync("/api/v1/sweeps", file);
        var id = (string)JsonNode.Parse(await submitted.Content.ReadAsStringAsync())!["id"]!;
        using var events = await Client.GetAsync($"/api/v1/events?sweep={id}", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await events.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { } line && line != "event: finished")
        {
        }

        return id;
    }

    public Task<string> ScrapeAsync(string accept = "text/plain;version=0.0.4") => SendAsync(accept);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> SendAsync(string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await Client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>What was logged.</summary>
    internal sealed class Lines : ILogEventSink
    {
        public ConcurrentQueue<LogEvent> All { get; } = [];

        public void Emit(LogEvent logEvent) => All.Enqueue(logEvent);
    }

    /// <summary>Spans that have ended.</summary>
    internal sealed class Spans : BaseProcessor<Activity>
    {
        public ConcurrentQueue<Activity> All { get; } = [];

        public override void OnEnd(Activity data) => All.Enqueue(data);
    }
}
