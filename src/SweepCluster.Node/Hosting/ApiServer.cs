using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Extensions.Logging;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Http;
using SweepCluster.Storage;

namespace SweepCluster.Node.Hosting;

/// <summary>A web server with the API and the live page of a store.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiServer(WebApplication app) => _app = app;

    /// <summary>Where it is reached.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <param name="most">The most that any caller may do.</param>
    /// <param name="parts">What the node has beside its store; null for an API alone.</param>
    /// <param name="log">Takes what the server complains of; null for nothing.</param>
    /// <exception cref="UserException">The address cannot be used.</exception>
    public static async Task<ApiServer> StartAsync(ISweepStore store, NodeSettings settings, ApiRole most, TimeProvider clock, NodeParts? parts, Serilog.ILogger? log, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Logging.ClearProviders();
        if (log is not null)
        {
            // Serilog's own filter lets everything through, so that only one for its provider counts beside it.
            builder.Logging.AddSerilog(log).AddFilter<SerilogLoggerProvider>("Microsoft", LogLevel.Warning);
        }

        NodeApi.Configure(builder, settings);
        var app = builder.Build();
        NodeApi.Map(app, store, settings, clock, most, parts);
        try
        {
            await app.StartAsync(cancellation).ConfigureAwait(false);
            return new ApiServer(app);
        }
        catch (IOException exception)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new UserException($"listen: {settings.Listen} cannot be used: {exception.Message} Choose another port, or 0 for any that is free.", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }
}
