using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Hosting;
using SweepCluster.Node.Http;
using SweepCluster.Node.LocalRuns;
using SweepCluster.Storage.Sqlite;

namespace SweepCluster.Cli.Run;

/// <summary>The live page of one run: it shows the sweep and changes nothing.</summary>
internal sealed class LivePage : IAsyncDisposable
{
    private readonly SqliteSweepStore _store;
    private readonly ApiServer _server;

    private LivePage(SqliteSweepStore store, ApiServer server) => (_store, _server) = (store, server);

    public Uri Address => _server.Address;

    /// <summary>Serves the folder's store; null where the command line asks for no page.</summary>
    /// <exception cref="UserException">The address cannot be used, or is open to others without tokens.</exception>
    public static async Task<LivePage?> StartAsync(RunOptions options, OutputFolder folder, CancellationToken cancellation)
    {
        if (options.Listen is null && !options.Open)
        {
            return null;
        }

        // The rules of nodes hold: without a token only this machine is served.
        var tokens = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value))
            .Where(variable => variable.Key.StartsWith("SWEEP_TOKENS", StringComparison.Ordinal));
        var settings = NodeSettings.Read(null, tokens, [KeyValuePair.Create("listen", options.Listen ?? "http://127.0.0.1:0")]);
        var store = SqliteSweepStore.Open(folder.Store);
        try
        {
            var page = new LivePage(store, await ApiServer.StartAsync(store, settings, ApiRole.Viewer, TimeProvider.System, parts: null, log: null, cancellation).ConfigureAwait(false));
            await Console.Error.WriteLineAsync($"sweep: the live page is at {page.Address}").ConfigureAwait(false);
            if (options.Open)
            {
                Show(page.Address);
            }

            return page;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Serves on after the run, until Ctrl-C.</summary>
    public async Task StayAsync(CancellationToken cancellation)
    {
        await Console.Error.WriteLineAsync($"sweep: the run is over; {Address} stays until Ctrl-C").ConfigureAwait(false);
        var stopped = new TaskCompletionSource();
        using var registration = cancellation.Register(() => stopped.TrySetResult());
        await stopped.Task.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync().ConfigureAwait(false);
        await _store.DisposeAsync().ConfigureAwait(false);
    }

    private static void Show(Uri address)
    {
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(address.ToString()) { UseShellExecute = true });
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            Console.Error.WriteLine($"sweep: no browser could be opened; open {address} in one");
        }
    }
}
