using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Events;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Results;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Sqlite;

/// <summary>One file, for the processes of one machine.</summary>
public sealed class SqliteSweepStore : ISweepStore
{
    private readonly SqliteDatabase _database;

    private SqliteSweepStore(SqliteDatabase database, StoreOptions options)
    {
        _database = database;
        Sweeps = new SqliteSweepCatalogue(database);
        Chunks = new SqliteChunkQueue(database);
        Results = new SqliteResultArchive(database);
        Nodes = new SqliteNodeRegistry(database);
        Events = new SqliteEventLog(database, options.KeptEvents);
    }

    public ISweepCatalogue Sweeps { get; }

    public IChunkQueue Chunks { get; }

    public IResultArchive Results { get; }

    public INodeRegistry Nodes { get; }

    public IEventLog Events { get; }

    /// <summary>Opens the file, and makes it and its schema where they are missing.</summary>
    /// <param name="clock">Tells when leases and ownerships run out; the system's when null.</param>
    /// <exception cref="StoreException">Not a database, not writable, or written by a later version.</exception>
    public static SqliteSweepStore Open(string path, TimeProvider? clock = null) => Open(path, new StoreOptions { Clock = clock ?? TimeProvider.System });

    /// <summary>Opens a file that is there, to read only; works while another process writes to it.</summary>
    /// <exception cref="StoreException">Not a database, not readable, or written by another version.</exception>
    public static SqliteSweepStore OpenExisting(string path) => new(SqliteDatabase.OpenExisting(path), new StoreOptions());

    public long ChangesHeard(StoreTopic topic) => _database.Changes.Heard(topic);

    public Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation) =>
        _database.Changes.WaitAsync(topic, heard, atMost, cancellation);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    internal static SqliteSweepStore Open(string path, StoreOptions options) => new(SqliteDatabase.Open(path, options), options);
}
