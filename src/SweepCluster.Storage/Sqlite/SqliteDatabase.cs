using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;

namespace SweepCluster.Storage.Sqlite;

/// <summary>
/// One file with a connection that writes and one that reads: in write-ahead logging neither waits for the other.
/// SQLite works synchronously and a connection serves one caller at a time, so callers queue for each.
/// </summary>
internal sealed class SqliteDatabase : IAsyncDisposable
{
    /// <summary>So that the first of many does not wait long for the last.</summary>
    private const int MostChangesAtOnce = 64;

    private const string Savepoint = "change";

    private readonly string _path;
    private readonly StoreOptions _options;
    private readonly SqliteConnection? _writer;
    private readonly SqliteConnection _reader;
    private readonly SemaphoreSlim _oneWriter = new(1, 1);
    private readonly SemaphoreSlim _oneReader = new(1, 1);
    private readonly ConcurrentQueue<PendingChange> _pending = new();

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

    /// <summary>
    /// Makes a change, all of it or nothing; when it returns, the change is on the disk. Those that waited for another
    /// one share a transaction: waiting for the disk takes longer than most changes.
    /// </summary>
    /// <param name="change">Runs on a pool thread; what it throws undoes this change alone.</param>
    /// <param name="topics">What the change may concern.</param>
    public async Task<TResult> WriteAsync<TResult>(Func<SqliteWork, TResult> change, CancellationToken cancellation, params StoreTopic[] topics)
    {
        var writer = _writer ?? throw new StoreException($"{_path} was opened to read only.");
        var pending = new PendingChange<TResult>(change);
        _pending.Enqueue(pending);
        try
        {
            await ExclusivelyAsync(_oneWriter, () => CommitWaiting(writer, pending.Done), cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (pending.TryTake())
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            // Too late: another caller is committing it.
        }

        var result = await StoreErrorsOf(pending.Done).ConfigureAwait(false);
        Changes.Publish(topics);
        return result;
    }

    /// <summary>Looks at the state of one moment.</summary>
    public Task<TResult> ReadAsync<TResult>(Func<SqliteWork, TResult> query, CancellationToken cancellation) =>
        StoreErrorsOf(ExclusivelyAsync(_oneReader, () => Look(query), cancellation));

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

    private TResult Look<TResult>(Func<SqliteWork, TResult> query)
    {
        using var transaction = _reader.BeginTransaction(deferred: true);
        var result = query(new SqliteWork(_reader, transaction, _options.Clock.GetUtcNow().ToMicroseconds(), static _ => { }));
        transaction.Commit();
        return result;
    }

    // Nothing to do where an earlier caller has taken this one's change along.
    private bool CommitWaiting(SqliteConnection writer, Task own)
    {
        while (!own.IsCompleted)
        {
            var together = new List<PendingChange>();
            while (together.Count < MostChangesAtOnce && _pending.TryDequeue(out var pending))
            {
                if (pending.TryTake())
                {
                    together.Add(pending);
                }
            }

            Commit(writer, together);
        }

        return true;
    }

    private void Commit(SqliteConnection writer, List<PendingChange> changes)
    {
        var made = new List<PendingChange>(changes.Count);
        try
        {
            using var transaction = writer.BeginTransaction(deferred: false);
            var work = new SqliteWork(writer, transaction, _options.Clock.GetUtcNow().ToMicroseconds(), _options.Reached);
            made.AddRange(changes.Where(change => Run(change, work, transaction)));
            transaction.Commit();
        }
        catch (Exception failure)
        {
            // Those that have failed by themselves keep their own failure.
            changes.ForEach(change => change.Fail(failure));
            return;
        }

        made.ForEach(Succeed);
    }

    private static bool Run(PendingChange change, SqliteWork work, SqliteTransaction transaction)
    {
        transaction.Save(Savepoint);
        try
        {
            change.Run(work);
            work.Reach("before commit");
        }
        catch (Exception failure)
        {
            change.Fail(failure);
            transaction.Rollback(Savepoint);
            return false;
        }
        finally
        {
            transaction.Release(Savepoint);
        }

        return true;
    }

    private void Succeed(PendingChange change)
    {
        try
        {
            _options.Reached("after commit");
            change.Succeed();
        }
        catch (Exception failure)
        {
            change.Fail(failure);
        }
    }

    private async Task<TResult> StoreErrorsOf<TResult>(Task<TResult> work)
    {
        try
        {
            return await work.ConfigureAwait(false);
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.ToStoreException(exception, _path);
        }
    }

    // Commits of the writing connection itself do not count.
    private long ForeignChanges() => (_writer ?? _reader).ExecuteScalar<long>("PRAGMA data_version");

    private Task<long> ForeignChangesAsync() => StoreErrorsOf(ExclusivelyAsync(_writer is null ? _oneReader : _oneWriter, ForeignChanges, CancellationToken.None));

    private static async Task<TResult> ExclusivelyAsync<TResult>(SemaphoreSlim one, Func<TResult> work, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(work, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            one.Release();
        }
    }
}
