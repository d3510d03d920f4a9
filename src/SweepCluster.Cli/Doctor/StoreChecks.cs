using System.Globalization;
using System.Net.Sockets;
using SweepCluster.Node.Configuration;
using SweepCluster.Storage;
using SweepCluster.Storage.Postgres;
using SweepCluster.Storage.Postgres.Connections;
using SweepCluster.Storage.Sqlite;

namespace SweepCluster.Cli.Doctor;

/// <summary>Whether a store can be used.</summary>
internal static class StoreChecks
{
    private const int PostgresPort = 5432;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="store"><c>sqlite:PATH</c> or <c>postgres://USER@HOST:PORT/DATABASE</c>; a password is never shown.</param>
    public static async Task<IReadOnlyList<Finding>> OfAsync(string store, CancellationToken cancellation) => StoreAddress.Parse(store) switch
    {
        { Kind: StoreKind.Sqlite, Location: var path } =>
            [await FileAsync(path, cancellation).ConfigureAwait(false), DiskChecks.Of(Path.GetDirectoryName(Path.GetFullPath(path)) ?? path)],
        { Kind: StoreKind.Postgres } address => [await ServerAsync(address, cancellation).ConfigureAwait(false)],
        _ => [new Finding("store", FindingStatus.Fail, "--store is not the address of a store", $"Write {StoreAddress.Wanted}.")],
    };

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

    private static async Task<Finding> ServerAsync(StoreAddress address, CancellationToken cancellation)
    {
        var url = new Uri(address.Location);
        var (host, port) = (url.Host, url.Port > 0 ? url.Port : PostgresPort);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            var reason = exception is SocketException ? exception.Message : "no answer";
            return new Finding("store", FindingStatus.Fail, $"no server answers at {host}:{port}: {reason}", "Start PostgreSQL there, correct host and port, or let it listen on that address and through the firewall.");
        }

        try
        {
            var found = await PostgresInspection.OfAsync(PostgresAddress.Parse(address.Location), limit.Token).ConfigureAwait(false);
            var held = found.Sweeps is { } sweeps ? string.Create(CultureInfo.InvariantCulture, $"{sweeps} sweep{(sweeps == 1 ? "" : "s")}") : "empty; the first node makes the tables";
            return new Finding("store", FindingStatus.Ok, $"{address.Shown}: PostgreSQL {found.ServerVersion}, {held}");
        }
        catch (Exception exception) when (exception is StoreException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            var reason = exception is StoreException ? exception.Message : $"{address.Shown} takes connections, but does not answer as PostgreSQL does.";
            return new Finding("store", FindingStatus.Fail, reason, "Correct user, password or database in --store, and see that the user may connect to it.");
        }
    }
}
