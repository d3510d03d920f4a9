using System.Runtime.CompilerServices;
using Npgsql;

namespace SweepCluster.Storage.Postgres.Connections;

/// <summary>The connections of this process to one database.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    // Transactions lock in one order, so that these are rare: a few tries see every one of them through.
    private const int Tries = 8;

    private readonly NpgsqlDataSource _source;

    private readonly Action<string> _reached;

    /// <param name="reached">Told of every point passed within a change.</param>
    public PostgresDatabase(PostgresAddress address, Action<string> reached)
    {
        Address = address;
        _reached = reached;
        _source = NpgsqlDataSource.Create(address.ToSettings());
    }

    public PostgresAddress Address { get; }

    /// <summary>Does the work in one transaction, again when it lost against another one.</summary>
    /// <exception cref="StoreException">The server failed or cannot be reached.</exception>
    public async Task<TResult> ChangeAsync<TResult>(Func<PostgresTransaction, Task<TResult>> work, CancellationToken cancellation)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await OnceAsync(work, cancellation).ConfigureAwait(false);
            }
            catch (Exception exception) when (PostgresErrors.IsLostRace(exception) && tried < Tries)
            {
                cancellation.ThrowIfCancellationRequested();
            }
            catch (Exception exception) when (PostgresErrors.IsFromServer(exception))
            {
                throw PostgresErrors.Wrap(exception, Address);
            }
        }
    }

    /// <inheritdoc cref="ChangeAsync{TResult}(Func{PostgresTransaction, Task{TResult}}, CancellationToken)"/>
    public Task ChangeAsync(Func<PostgresTransaction, Task> work, CancellationToken cancellation) => ChangeAsync(
        async transaction =>
        {
            await work(transaction).ConfigureAwait(false);
            return true;
        },
        cancellation);

    /// <summary>One statement that changes nothing.</summary>
    /// <exception cref="StoreException">The server failed or cannot be reached.</exception>
    public async Task<List<TRow>> ReadAsync<TRow>(string sql, Func<NpgsqlDataReader, TRow> read, CancellationToken cancellation, params object?[] values)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            return await new PostgresTransaction(connection, static _ => { }, cancellation).QueryAsync(sql, read, values).ConfigureAwait(false);
        }
        catch (Exception exception) when (PostgresErrors.IsFromServer(exception))
        {
            throw PostgresErrors.Wrap(exception, Address);
        }
    }

    /// <summary>The same, row by row as they come, for more than would fit in memory.</summary>
    /// <exception cref="StoreException">The server failed or cannot be reached.</exception>
    public async IAsyncEnumerable<TRow> StreamAsync<TRow>(string sql, Func<NpgsqlDataReader, TRow> read, [EnumeratorCancellation] CancellationToken cancellation, params object?[] values)
    {
        await using var connection = await GuardAsync(() => _source.OpenConnectionAsync(cancellation).AsTask()).ConfigureAwait(false);
        await using var command = PostgresTransaction.Command(connection, sql, values);
        await using var reader = await GuardAsync(() => command.ExecuteReaderAsync(cancellation)).ConfigureAwait(false);
        while (await GuardAsync(() => reader.ReadAsync(cancellation)).ConfigureAwait(false))
        {
            yield return read(reader);
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<TResult> OnceAsync<TResult>(Func<PostgresTransaction, Task<TResult>> work, CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var commit = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        var transaction = new PostgresTransaction(connection, _reached, cancellation);
        var result = await work(transaction).ConfigureAwait(false);
        await transaction.SendNotificationsAsync().ConfigureAwait(false);
        _reached("before commit");
        await commit.CommitAsync(cancellation).ConfigureAwait(false);
        _reached("after commit");
        return result;
    }

    private async Task<TResult> GuardAsync<TResult>(Func<Task<TResult>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (PostgresErrors.IsFromServer(exception))
        {
            throw PostgresErrors.Wrap(exception, Address);
        }
    }
}
