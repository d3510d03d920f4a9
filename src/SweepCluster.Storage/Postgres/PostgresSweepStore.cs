using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Events;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Postgres.Chunks;
using SweepCluster.Storage.Postgres.Connections;
using SweepCluster.Storage.Postgres.Events;
using SweepCluster.Storage.Postgres.Nodes;
using SweepCluster.Storage.Postgres.Results;
using SweepCluster.Storage.Postgres.Schema;
using SweepCluster.Storage.Postgres.Sweeps;
using SweepCluster.Storage.Results;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Postgres;

/// <summary>
/// One database on a PostgreSQL server, for many machines. Every deadline is by the server's clock, so that the
/// machines' own need not agree.
/// </summary>
public sealed class PostgresSweepStore : ISweepStore
{
    private const int OldestServer = 15;

    private readonly PostgresDatabase _database;
    private readonly PostgresListener _listener;

    private PostgresSweepStore(PostgresDatabase database, PostgresListener listener, int keptEvents)
    {
        _database = database;
        _listener = listener;
        Sweeps = new PostgresSweepCatalogue(database);
        Chunks = new PostgresChunkQueue(database);
        Results = new PostgresResultArchive(database);
        Labels = new PostgresTrialLabels(database);
        Nodes = new PostgresNodeRegistry(database);
        Events = new PostgresEventLog(database, keptEvents);
    }

    public ISweepCatalogue Sweeps { get; }

    public IChunkQueue Chunks { get; }

    public IResultArchive Results { get; }

    /// <summary>A copy of what results say, in words, for programs that read the database by SQL.</summary>
    public ITrialLabels Labels { get; }

    public INodeRegistry Nodes { get; }

    public IEventLog Events { get; }

    /// <summary>Connects, makes the tables or brings them to this version, and stands ready to listen for changes.</summary>
    /// <param name="time">For the length of waits alone; null for the system's.</param>
    /// <exception cref="StoreException">
    /// The server cannot be reached or used, is too old, or the database was written by a later version.
    /// </exception>
    public static Task<PostgresSweepStore> OpenAsync(PostgresAddress address, TimeProvider? time = null, CancellationToken cancellation = default) =>
        OpenAsync(address, new StoreOptions { Clock = time ?? TimeProvider.System }, cancellation);

    public long ChangesHeard(StoreTopic topic) => _listener.Heard(topic);

    public Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation) =>
        _listener.WaitAsync(topic, heard, atMost, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    internal static async Task<PostgresSweepStore> OpenAsync(PostgresAddress address, StoreOptions options, CancellationToken cancellation)
    {
        var database = new PostgresDatabase(address, options.Reached);
        try
        {
            await RequireVersionAsync(database, cancellation).ConfigureAwait(false);
            await PostgresMigrations.ApplyAsync(database, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var listener = new PostgresListener(address, options.Clock);
        var store = new PostgresSweepStore(database, listener, options.KeptEvents);
        try
        {
            await listener.Connected.WaitAsync(cancellation).ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task RequireVersionAsync(PostgresDatabase database, CancellationToken cancellation)
    {
        var version = (await database.ReadAsync("SHOW server_version_num", row => int.Parse(row.GetString(0), System.Globalization.CultureInfo.InvariantCulture), cancellation)
            .ConfigureAwait(false))[0] / 10_000;
        if (version < OldestServer)
        {
            throw new StoreException($"{database.Address} is on PostgreSQL {version}; this program needs {OldestServer} or later.");
        }
    }
}
