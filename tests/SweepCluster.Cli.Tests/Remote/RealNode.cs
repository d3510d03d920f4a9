using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using SweepCluster.Cli.Remote.Client;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Http;
using SweepCluster.Storage.Sqlite;

namespace SweepCluster.Cli.Tests.Remote;

/// <summary>The API of a node over a SQLite store, on a free port of this machine.</summary>
internal sealed class RealNode : IAsyncDisposable
{
    public const string Viewer = "viewer-token-0123456789";
    public const string Operator = "operator-token-0123456789";

    private readonly WebApplication _app;
    private readonly string _folder;

    private RealNode(WebApplication app, SqliteSweepStore store, string folder) => (_app, Store, _folder) = (app, store, folder);

    public SqliteSweepStore Store { get; }

    public static async Task<RealNode> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("sweep-node-").FullName;
        var store = SqliteSweepStore.Open(Path.Combine(folder, "sweep.db"));
        var settings = new NodeSettings { Listen = new Uri("http://127.0.0.1:0"), Tokens = new AccessTokens([Viewer], [Operator]) };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        NodeApi.Configure(builder, settings);
        var app = builder.Build();
        NodeApi.Map(app, store, settings, TimeProvider.System);
        await app.StartAsync();
        return new RealNode(app, store, folder);
    }

    public SweepClient Client(string token = Operator) => SweepClient.Connect(new NodeAddress(new Uri(_app.Urls.Single() + "/"), token, NodeAddress.TokenVariable));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
