using System.Globalization;
using System.Net.Sockets;
using SweepCluster.Storage;
using SweepCluster.Storage.Sqlite;

namespace SweepCluster.Cli.Doctor;

/// <summary>Whether a store can be used.</summary>
internal static class StoreChecks
{
    private const string Sqlite = "sqlite:";
    private const int PostgresPort = 5432;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="store"><c>sqlite:PATH</c> or <c>postgres://USER@HOST:PORT/DATABASE</c>; a password is never shown.</param>
    public static async Task<IReadOnlyList<Finding>> OfAsync(string store, CancellationToken cancellation)
    {
        if (store.StartsWith(Sqlite, StringComparison.Ordinal) && store.Length > Sqlite.Length)
        {
            var path = store[Sqlite.Length..];
            return [await FileAsync(path, cancellation).ConfigureAwait(false), DiskChecks.Of(Path.GetDirectoryName(Path.GetFullPath(path)) ?? path)];
        }

        return Uri.TryCreate(store, UriKind.Absolute, out var address) && address.Scheme is "postgres" or "postgresql" && address.Host.Length > 0
            ? [await ServerAsync(address, cancellation).ConfigureAwait(false)]
            : [new Finding("store", FindingStatus.Fail, "--store is not the address of a store", "Write sqlite:PATH or postgres://USER@HOST:PORT/DATABASE.")];
    }

    private static async Task<Finding> FileAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            return Directory.Exists(folder)
                ? new Finding("store", FindingStatus.Ok, $"{path} is not there yet; the first node makes it")
                : new Finding("store", FindingStatus.Fail, $"{path}: there is no folder {folder}", $"Make it: mkdir -p '{folder}'");
        }

        try
        {
            var database = SqliteSweepStore.OpenExisting(path);
            await using (database.ConfigureAwait(false))
            {
                var sweeps = await database.Sweeps.ListAsync(cancellation).ConfigureAwait(false);
                return new Finding("store", FindingStatus.Ok, string.Create(CultureInfo.InvariantCulture, $"{path}: {sweeps.Count} sweep{(sweeps.Count == 1 ? "" : "s")}"));
            }
        }
        catch (StoreException exception)
        {
            return new Finding("store", FindingStatus.Fail, exception.Message, "Name another file with --store, or restore this one from a copy.");
        }
    }

    private static async Task<Finding> ServerAsync(Uri address, CancellationToken cancellation)
    {
        var (host, port) = (address.Host, address.Port > 0 ? address.Port : PostgresPort);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, limit.Token).ConfigureAwait(false);
            return new Finding("store", FindingStatus.Ok, $"a server answers at {host}:{port} (not signed in)");
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            var reason = exception is SocketException ? exception.Message : "no answer";
            return new Finding("store", FindingStatus.Fail, $"no server answers at {host}:{port}: {reason}", "Start PostgreSQL there, correct host and port, or let it listen on that address and through the firewall.");
        }
    }
}
