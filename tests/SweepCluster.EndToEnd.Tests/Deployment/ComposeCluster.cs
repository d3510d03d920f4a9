using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using SweepCluster.Testing;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>
/// The cluster of <c>docker-compose.yml</c> without containers: the same commands, environments, secrets and health
/// checks, with hosts, ports and paths of this machine in place of a container's. PostgreSQL and Prometheus are
/// Debian's. Rules have short times, so that an alert that takes minutes takes seconds.
/// </summary>
public sealed class ComposeCluster : IAsyncLifetime, IDisposable
{
    private const string SecretsFolder = "/run/secrets/";

    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-compose-").FullName;
    private readonly ConcurrentDictionary<string, int> _ports = [];
    private readonly Dictionary<string, ServiceProcess> _processes = [];
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly string _engine;
    private PostgresServer? _postgres;
    private PrometheusServer? _prometheus;

    /// <summary>One whose nodes meet in the store: what containers choose, whose store is on another host and who share no secret.</summary>
    public ComposeCluster()
        : this("store")
    {
    }

    /// <param name="engine">As users choose it.</param>
    internal ComposeCluster(string engine) => _engine = engine;

    /// <summary>How its nodes meet, as users choose it.</summary>
    internal string Engine => _engine;

    /// <summary>Nodes by the name of their process, with the service that each runs.</summary>
    internal static IReadOnlyDictionary<string, string> Nodes { get; } = new Dictionary<string, string>
    {
        ["coordinator-1"] = "coordinator-1",
        ["coordinator-2"] = "coordinator-2",
        ["worker-cpu-1"] = "worker-cpu",
        ["worker-cpu-2"] = "worker-cpu",
    };

    internal PostgresServer Postgres => _postgres!;

    /// <exception cref="InvalidOperationException">Prometheus is not installed.</exception>
    internal PrometheusServer Prometheus => _prometheus ?? throw new InvalidOperationException("Prometheus is not installed here: this test wants Debian's package 'prometheus'.");

    /// <summary>The store, as the role that Grafana signs in with.</summary>
    internal string ReaderUrl => new UriBuilder(StoreUrl) { UserName = "sweep_reader", Password = Secret("reader_password") }.ToString();

    internal string StoreUrl => _postgres!.UrlOf("sweeps");

    /// <summary>Where a container's path lies here.</summary>
    internal string Folder => _folder;

    public async Task InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        await PostgresServer.ExecuteAsync(_postgres.Url, "CREATE DATABASE sweeps");
        await MachineProgram.SucceedAsync(Path.Combine(Workplace.Repository, "deploy", "secrets"), Path.Combine(_folder, "secrets"));
        await File.WriteAllTextAsync(SecretPath("postgres_password"), Uri.UnescapeDataString(new UriBuilder(StoreUrl).Password) + "\n");
        await MakeReaderAsync();
        foreach (var (name, service) in Nodes)
        {
            Start(name, ComposeFile.Service(service));
        }

        foreach (var name in Nodes.Keys)
        {
            await UntilHealthyAsync(name);
        }

        if (MachineProgram.Find("prometheus") is { } program)
        {
            _prometheus = new PrometheusServer(program, _folder, [.. Nodes.Keys.Select(Address)], SecretPath("viewer_tokens"));
            await _prometheus.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var process in _processes.Values)
        {
            await process.DisposeAsync();
        }

        if (_prometheus is not null)
        {
            await _prometheus.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose() => _client.Dispose();

    internal ServiceProcess Node(string name) => _processes[name];

    /// <summary>Host and port that a node listens on.</summary>
    internal string Address(string name) => $"127.0.0.1:{PortOf(name)}";

    /// <summary>Starts a node that has ended, and returns when it is well.</summary>
    /// <param name="program">Another build of it; null for the one under test.</param>
    internal async Task StartAgainAsync(string name, string? program = null)
    {
        await _processes[name].DisposeAsync();
        Start(name, ComposeFile.Service(Nodes[name]), program);
        await UntilHealthyAsync(name);
    }

    /// <summary>Runs a node's health check as the engine would; null when it is well.</summary>
    internal async Task<string?> CheckHealthAsync(string name)
    {
        string[] check = [.. ComposeFile.Service(Nodes[name]).HealthCheck.Select(part => part.Replace("127.0.0.1:7500", Address(name), StringComparison.Ordinal))];
        var ended = await MachineProgram.RunAsync(check);
        return ended.ExitCode == 0 ? null : $"{string.Join(' ', check)} ended with {ended.ExitCode}: {ended.Output}{ended.Error}";
    }

    internal async Task UntilHealthyAsync(string name) => await Waiting.UntilAsync($"{name} is well", async () =>
    {
        Assert.False(_processes[name].HasEnded, $"{name} has ended:\n{await ReadSharedAsync(_processes[name].LogFile)}");
        return await CheckHealthAsync(name);
    });

    /// <summary>Asks a node's API as an operator.</summary>
    internal async Task<(HttpStatusCode Status, string Text)> AskAsync(string node, HttpMethod method, string path, string? yaml = null)
    {
        using var request = new HttpRequestMessage(method, $"http://{Address(node)}{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secret("operator_tokens"));
        if (yaml is not null)
        {
            request.Content = new StringContent(yaml, new MediaTypeHeaderValue("application/yaml"));
        }

        using var response = await _client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Submits a sweep file and says its id.</summary>
    internal async Task<string> SubmitAsync(string yaml)
    {
        var (status, text) = await AskAsync("coordinator-1", HttpMethod.Post, "/api/v1/sweeps", yaml);
        Assert.True(status is HttpStatusCode.Created or HttpStatusCode.OK, text);
        return System.Text.Json.Nodes.JsonNode.Parse(text)!["id"]!.ToString();
    }

    internal Task CancelAsync(string sweep) => AskAsync("coordinator-1", HttpMethod.Post, $"/api/v1/sweeps/{sweep}/cancel");

    internal string Secret(string name) => File.ReadAllText(SecretPath(name)).Trim();

    internal string SecretPath(string name) => Path.Combine(_folder, "secrets", name);

    internal static async Task<string> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync();
    }

    internal static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    private void Start(string name, ComposeService service, string? program = null)
    {
        Assert.True(service.IsNode);
        var environment = service.Environment.ToDictionary(pair => pair.Key, pair => OfThisMachine(pair.Value, name));
        // What the image sets.
        environment["SWEEP_DATA"] = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName;
        // Several nodes share the cores of this machine, and what is waited for should come soon.
        environment["DOTNET_PROCESSOR_COUNT"] = "1";
        environment["SWEEP_LEASE_DURATION"] = "3s";
        environment["SWEEP_ENGINE"] = _engine;
        if (_engine == "akka")
        {
            environment["SWEEP_AKKA_SECRET"] = "what-these-nodes-share";
        }

        environment.TryAdd("SWEEP_NAME", name);
        string[] command = ["dotnet", program ?? Path.Combine(AppContext.BaseDirectory, "sweep.dll"), .. service.Command];
        _processes[name] = new ServiceProcess(name, command, environment, _folder);
    }

    private string OfThisMachine(string value, string name) => value
        .Replace("@postgres:5432", $"@127.0.0.1:{Postgres.Port}", StringComparison.Ordinal)
        .Replace("http://0.0.0.0:7500", $"http://{Address(name)}", StringComparison.Ordinal)
        .Replace(SecretsFolder, Path.Combine(_folder, "secrets") + "/", StringComparison.Ordinal);

    private int PortOf(string name) => _ports.GetOrAdd(name, _ => FreePort());

    /// <summary>Runs the script that PostgreSQL's image runs when it makes the database.</summary>
    private async Task MakeReaderAsync()
    {
        var service = ComposeFile.Service("postgres");
        var environment = service.Environment.ToDictionary(pair => pair.Key, pair => pair.Value.Replace(SecretsFolder, Path.Combine(_folder, "secrets") + "/", StringComparison.Ordinal));
        environment["PGHOST"] = "127.0.0.1";
        environment["PGPORT"] = $"{Postgres.Port}";
        environment["PGPASSWORD"] = Secret("postgres_password");
        var script = service.Volumes.Single(volume => volume.Contains("initdb", StringComparison.Ordinal)).Split(':')[0];
        var ended = await MachineProgram.RunAsync(["sh", Path.Combine(Workplace.Repository, script)], environment);
        Assert.True(ended.ExitCode == 0, ended.Error);
    }
}
