using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SweepCluster.Testing;

namespace SweepCluster.EndToEnd.Tests.Cluster.Postgres;

/// <summary>Nodes on one PostgreSQL database, each a process of its own, and what a user does with them.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    /// <summary>Flags of a node that takes silence for death soon.</summary>
    public static readonly string[] Impatient = ["--lease-duration", "6s", "--lease-heartbeat", "0.5s"];

    private readonly List<ClusterMember> _members = [];
    private readonly List<NetworkNamespace> _networks = [];
    private readonly HttpClient _client = new();
    private readonly string _url;
    private readonly string _engine;
    private readonly string[] _settings;
    private readonly IPAddress _host;
    private readonly DirectoryInfo _folder;

    private TestCluster(PostgresServer server, string url, string engine, string[] settings, IPAddress host, DirectoryInfo folder)
    {
        (Server, _url, _engine, _settings, _host, _folder) = (server, url, engine, settings, host, folder);
        Contents = new StoreContents(url);
    }

    public PostgresServer Server { get; }

    public IReadOnlyList<ClusterMember> Members => _members;

    public IEnumerable<ClusterMember> Workers => _members.Where(member => !member.IsCoordinator);

    public IEnumerable<ClusterMember> Coordinators => _members.Where(member => member.IsCoordinator);

    public StoreContents Contents { get; }

    /// <summary>Makes a database, and starts nodes.</summary>
    /// <param name="engine">As users choose it.</param>
    /// <param name="folder">For logs; one that goes with the cluster by default.</param>
    /// <param name="host">Where nodes of this machine are reached by those of other networks; the loopback by default.</param>
    public static async Task<TestCluster> StartAsync(
        PostgresServer server, string engine, int coordinators, int workers, string[]? settings = null, string? folder = null, IPAddress? host = null)
    {
        var url = await PostgresServer.CreateDatabaseAsync(server.Url);
        var place = folder is null ? Directory.CreateTempSubdirectory("sweep-cluster-") : Directory.CreateDirectory(folder);
        var cluster = new TestCluster(server, url, engine, settings ?? Impatient, host ?? IPAddress.Loopback, place) { KeepsLogs = folder is not null };
        var members = Enumerable.Range(0, coordinators).Select(_ => cluster.Add("coordinator")).Concat(Enumerable.Range(0, workers).Select(_ => cluster.Add("worker"))).ToArray();
        await Task.WhenAll(members.Select(member => member.StartAsync()));
        return cluster;
    }

    /// <summary>Whether the folder of logs stays.</summary>
    public bool KeepsLogs { get; set; }

    /// <summary>One more machine, on which nothing runs yet.</summary>
    public ClusterMember Add(string role, NetworkNamespace? network = null)
    {
        var isAkka = _engine == "akka";
        string[] meeting = ["--engine", _engine, .. isAkka ? ["--akka-host", $"{network?.Guest ?? _host}"] : Array.Empty<string>()];
        var member = new ClusterMember($"{role.Replace(',', '-')}{_members.Count(other => other.Roles == role)}", role, _url, Server.Port, _folder.FullName, [.. _settings, .. meeting], network);
        if (isAkka)
        {
            member.Environment["SWEEP_AKKA_SECRET"] = "what-these-nodes-share";
            // One that the cluster has put out ends, and is to come back.
            member.Supervise();
        }

        _members.Add(member);
        if (network is not null)
        {
            _networks.Add(network);
        }

        return member;
    }

    /// <summary>The API of a coordinator; the first that is up by default.</summary>
    public async Task<Uri> ApiAsync(ClusterMember? coordinator = null) =>
        (coordinator is null ? await FindApiAsync() : await coordinator.Node.AddressAsync()) ?? throw new InvalidOperationException("No coordinator is up.");

    /// <summary>The API of the first coordinator that is up; null while there is none.</summary>
    public async Task<Uri?> FindApiAsync()
    {
        foreach (var member in Coordinators.Where(member => member.IsUp))
        {
            try
            {
                return await member.Node.AddressAsync();
            }
            catch (InvalidOperationException)
            {
                // One that was being started while the database was away has ended before it was up.
            }
        }

        return null;
    }

    /// <summary>Submits a sweep file and says the sweep's id.</summary>
    public async Task<string> SubmitAsync(string file)
    {
        using var content = new StringContent(file, new MediaTypeHeaderValue("application/yaml"));
        using var answer = await _client.PostAsync(new Uri(await ApiAsync(), "/api/v1/sweeps"), content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        using var sweep = JsonDocument.Parse(text);
        return sweep.RootElement.GetProperty("id").GetString()!;
    }

    /// <summary>What <c>sweep export</c> writes; asked again, as it does, where the node ends just then.</summary>
    public async Task<byte[]> ExportAsync(string sweep, string format)
    {
        byte[]? export = null;
        await Until.HoldsAsync($"a coordinator exports {format}", async () =>
        {
            if (await FindApiAsync() is not { } api)
            {
                return false;
            }

            try
            {
                export = await _client.GetByteArrayAsync(new Uri(api, $"/api/v1/sweeps/{sweep}/export?format={format}"));
                return true;
            }
            catch (HttpRequestException failure) when (failure.StatusCode is null or HttpStatusCode.ServiceUnavailable)
            {
                return false;
            }
        });
        return export!;
    }

    /// <summary>Waits until every trial of the sweep is in the store.</summary>
    public Task<TimeSpan> FinishedAsync() => Until.HoldsAsync("the sweep finishes", Contents.IsFinishedAsync);

    /// <summary>The coordinator that plans the sweep now; null while there is none.</summary>
    public async Task<ClusterMember?> OwnerAsync()
    {
        var owner = await Contents.OwnerAsync();
        foreach (var member in Coordinators.Where(member => owner is not null && member.IsUp))
        {
            if (await member.Node.IdAsync() == owner)
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>Asserts that nothing is lost, nothing is doubled, and the map is the same to the byte.</summary>
    public async Task AssertEqualsAsync(Reference reference, string sweep, params string[] formats)
    {
        var results = await Contents.ResultsAsync();
        Assert.Equal(reference.Results, results);
        var counts = await Contents.CountsAsync();
        Assert.Equal(new StoreCounts(reference.Results.Count, Failures: 0, Leases: 0, Unsettled: 0), counts);
        foreach (var format in formats.Length > 0 ? formats : reference.Exports.Keys.ToArray())
        {
            var export = await ExportAsync(sweep, format);
            Assert.True(reference.Exports[format].AsSpan().SequenceEqual(export), $"The export {format} differs from that of an undisturbed run.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
        {
            await member.DisposeAsync();
        }

        foreach (var network in _networks)
        {
            await network.DisposeAsync();
        }

        await Contents.DisposeAsync();
        _client.Dispose();
        if (!KeepsLogs)
        {
            _folder.Delete(recursive: true);
        }
    }
}
