using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Http;
using SweepCluster.Storage;

namespace SweepCluster.Bench.ClusterRuns;

/// <summary>The API of a node, on a socket.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<ApiServer> StartAsync(ISweepStore store)
    {
        var settings = NodeSettings.Default with { Listen = new Uri("http://127.0.0.1:0") };
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Logging.ClearProviders();
        NodeApi.Configure(builder, settings);
        var app = builder.Build();
        NodeApi.Map(app, store, settings, TimeProvider.System);
        await app.StartAsync();
        return new ApiServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
