using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Traces;

namespace SweepCluster.Storage.Sqlite;

/// <summary>One file, for one machine. Write-ahead logging lets readers look while results come in.</summary>
public sealed class SqliteSweepStore : ISweepStore
{
    private const int BusyTimeoutSeconds = 30;

    private readonly SqliteConnection _connection;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    private SqliteSweepStore(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the file, and makes it and its schema where they are missing.</summary>
    /// <exception cref="StoreException">Not a database, not writable, or written by a later version.</exception>
    public static SqliteSweepStore Open(string path) => Open(path, SqliteOpenMode.ReadWriteCreate, connection =>
    {
        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
        SqliteMigrations.Apply(connection, path);
    });

    /// <summary>Opens a file that is there, to read only; works while another process writes to it.</summary>
    /// <exception cref="StoreException">Not a database, not readable, or written by another version.</exception>
    public static SqliteSweepStore OpenExisting(string path) => Open(path, SqliteOpenMode.ReadWrite, connection =>
    {
        connection.Execute("PRAGMA query_only = ON;");
        SqliteMigrations.Check(connection, path);
    });

    private static SqliteSweepStore Open(string path, SqliteOpenMode mode, Action<SqliteConnection> prepare)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            DefaultTimeout = BusyTimeoutSeconds,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            prepare(connection);
            return new SqliteSweepStore(connection);
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw new StoreException($"{path} cannot be used as a sweep store: {exception.Message}", exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public Task CreateAsync(StoredSweep sweep, CancellationToken cancellation) => ExclusivelyAsync(
        () => _connection.Execute(
            "INSERT INTO sweeps (id, name, resolved_file, created_at) VALUES (@Id, @Name, @ResolvedFile, @CreatedAt) ON CONFLICT DO NOTHING",
            new { Id = sweep.Id.Text, sweep.Name, sweep.ResolvedFile, CreatedAt = sweep.CreatedAt.ToString("O", CultureInfo.InvariantCulture) }),
        cancellation);

    public Task<IReadOnlyList<StoredSweep>> ListAsync(CancellationToken cancellation) => ExclusivelyAsync<IReadOnlyList<StoredSweep>>(
        () =>
        [
            .. _connection.Query<(string Id, string Name, string File, string CreatedAt)>("SELECT id, name, resolved_file, created_at FROM sweeps ORDER BY created_at, id")
                .Select(row => new StoredSweep(new SweepId(row.Id), row.Name, row.File, DateTimeOffset.Parse(row.CreatedAt, CultureInfo.InvariantCulture))),
        ],
        cancellation);

    public Task<int> CommitAsync(SweepId sweep, IReadOnlyCollection<TrialResult> results, CancellationToken cancellation) => ExclusivelyAsync(
        () =>
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            var stored = _connection.Execute(
                """
                INSERT INTO trials (sweep_id, cell, replicate, training_seconds, trace)
                VALUES (@Sweep, @Cell, @Replicate, @Seconds, @Trace)
                ON CONFLICT DO NOTHING
                """,
                results.Select(result => new
                {
                    Sweep = sweep.Text,
                    Cell = result.Trial.Cell.Text,
                    result.Trial.Replicate,
                    Seconds = result.TrainingTime.TotalSeconds,
                    Trace = TraceCodec.Encode(result.Trace),
                }),
                transaction);
            transaction.Commit();
            return stored;
        },
        cancellation);

    public Task<IReadOnlyList<TrialResult>> ResultsAsync(SweepId sweep, CancellationToken cancellation) => ExclusivelyAsync<IReadOnlyList<TrialResult>>(
        () =>
        [
            .. _connection.Query<(string Cell, int Replicate, double Seconds, byte[] Trace)>(
                    "SELECT cell, replicate, training_seconds, trace FROM trials WHERE sweep_id = @Sweep",
                    new { Sweep = sweep.Text },
                    buffered: false)
                .Select(row => new TrialResult(
                    new TrialId(new CellId(row.Cell), row.Replicate),
                    TraceCodec.Decode(row.Trace),
                    // FromSeconds cuts the last tick off where a double lies just below it.
                    TimeSpan.FromTicks((long)Math.Round(row.Seconds * TimeSpan.TicksPerSecond)))),
        ],
        cancellation);

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        _oneAtATime.Dispose();
    }

    // SQLite works synchronously and a connection serves one caller at a time.
    private async Task<TResult> ExclusivelyAsync<TResult>(Func<TResult> work, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(work, CancellationToken.None).ConfigureAwait(false);
        }
        catch (SqliteException exception)
        {
            throw new StoreException($"{_connection.DataSource}: {exception.Message}", exception);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
