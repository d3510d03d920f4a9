using Dapper;
using Microsoft.Data.Sqlite;

namespace SweepCluster.Storage.Sqlite;

/// <summary>
/// One file with a connection that writes and one that reads: in write-ahead logging neither waits for the other.
/// SQLite works synchronously and a connection serves one caller at a time, so callers queue for each.
/// </summary>
internal sealed class SqliteDatabase : IAsyncDisposable
{
    private readonly string _path;
    private readonly StoreOptions _options;
    private readonly SqliteConnection? _writer;
    private readonly SqliteConnection _reader;
    private readonly SemaphoreSlim _oneWriter = new(1, 1);
    private readonly SemaphoreSlim _oneReader = new(1, 1);

    private SqliteDatabase(string path, StoreOptions options, SqliteConnection? writer, SqliteConnection reader)
    {
        (_path, _options, _writer, _reader) = (path, options, writer, reader);
        Changes = new SqliteChanges(ForeignChanges(), ForeignChangesAsync, options.Clock);
    }

    public SqliteChanges Changes { get; }

    /// <summary>Opens the file to write, and makes it and its schema where they are missing.</summary>
    /// <exception cref="StoreException">Not a database, not writable, or written by a later version.</exception>
    public static SqliteDatabase Open(string path, StoreOptions options)
    {
        var writer = Connect(path, SqliteOpenMode.ReadWriteCreate, options, connection =>
        {
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
            SqliteMigrations.Apply(connection, path);
        });
        try
        {
            return new SqliteDatabase(path, options, writer, ConnectReader(path, options));
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file that is there, to read only; works while another process writes to it.</summary>
    /// <exception cref="StoreException">Not a database, not readable, or written by another version.</exception>
    public static SqliteDatabase OpenExisting(string path) => new(path, new StoreOptions(), null, ConnectReader(path, new StoreOptions()));

    /// <summary>Makes a change in one transaction; when it returns, the change is on the disk.</summary>
    /// <param name="change">Runs on a pool thread; what it throws undoes the change.</param>
    /// <param name="topics">What the change may concern.</param>
    public async Task<TResult> WriteAsync<TResult>(Func<SqliteWork, TResult> change, CancellationToken cancellation, params StoreTopic[] topics)
    {
        var writer = _writer ?? throw new StoreException($"{_path} was opened to read only.");
        var result = await ExclusivelyAsync(_oneWriter, () => Transact(writer, deferred: false, _options.Reached, change), cancellation).ConfigureAwait(false);
        Changes.Publish(topics);
        return result;
    }

    /// <summary>Looks at the state of one moment.</summary>
    public Task<TResult> ReadAsync<TResult>(Func<SqliteWork, TResult> query, CancellationToken cancellation) =>
        ExclusivelyAsync(_oneReader, () => Transact(_reader, deferred: true, static _ => { }, query), cancellation);

    public async ValueTask DisposeAsync()
    {
        await Changes.DisposeAsync().ConfigureAwait(false);
        await _oneReader.WaitAsync().ConfigureAwait(false);
        await _oneWriter.WaitAsync().ConfigureAwait(false);
        await _reader.DisposeAsync().ConfigureAwait(false);
        if (_writer is not null)
        {
            await _writer.DisposeAsync().ConfigureAwait(false);
        }

        _oneReader.Dispose();
        _oneWriter.Dispose();
    }

    private static SqliteConnection ConnectReader(string path, StoreOptions options) => Connect(path, SqliteOpenMode.ReadWrite, options, connection =>
    {
        connection.Execute("PRAGMA query_only = ON;");
        SqliteMigrations.Check(connection, path);
    });

    private static SqliteConnection Connect(string path, SqliteOpenMode mode, StoreOptions options, Action<SqliteConnection> prepare)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            DefaultTimeout = Math.Max(1, (int)options.BusyTimeout.TotalSeconds),
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            // SQLite's own waiting looks again after a millisecond; the provider's only after 150.
            connection.Execute($"PRAGMA busy_timeout = {(int)options.BusyTimeout.TotalMilliseconds}");
            prepare(connection);
            return connection;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw SqliteErrors.ToStoreException(exception, path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private TResult Transact<TResult>(SqliteConnection connection, bool deferred, Action<string> reached, Func<SqliteWork, TResult> work)
    {
        using var transaction = connection.BeginTransaction(deferred);
        var result = work(new SqliteWork(connection, transaction, _options.Clock.GetUtcNow().ToMicroseconds(), reached));
        reached("before commit");
        transaction.Commit();
        reached("after commit");
        return result;
    }

    // Commits of the writing connection itself do not count.
    private long ForeignChanges() => (_writer ?? _reader).ExecuteScalar<long>("PRAGMA data_version");

    private Task<long> ForeignChangesAsync() => ExclusivelyAsync(_writer is null ? _oneReader : _oneWriter, ForeignChanges, CancellationToken.None);

    private async Task<TResult> ExclusivelyAsync<TResult>(SemaphoreSlim one, Func<TResult> work, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(work, CancellationToken.None).ConfigureAwait(false);
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.ToStoreException(exception, _path);
        }
        finally
        {
            one.Release();
        }
    }
}
