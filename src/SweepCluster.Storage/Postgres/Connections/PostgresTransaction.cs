using Npgsql;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Storage.Postgres.Connections;

/// <summary>A transaction under way. Values are positional: the first is <c>$1</c>.</summary>
/// <param name="reached">Told of every statement that is through.</param>
internal sealed class PostgresTransaction(NpgsqlConnection connection, Action<string> reached, CancellationToken cancellation)
{
    private readonly SortedSet<StoreTopic> _topics = [];

    /// <returns>How many rows changed.</returns>
    public async Task<int> ExecuteAsync(string sql, params object?[] values)
    {
        await using var command = Command(connection, sql, values);
        var changed = await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        reached(sql);
        return changed;
    }

    public async Task<List<TRow>> QueryAsync<TRow>(string sql, Func<NpgsqlDataReader, TRow> read, params object?[] values)
    {
        await using var command = Command(connection, sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var rows = await RowsAsync(reader, read).ConfigureAwait(false);
        reached(sql);
        return rows;
    }

    /// <summary>
    /// Two questions in one message; the second sees what was committed by the time that the first is through, which
    /// may have waited for a lock.
    /// </summary>
    public async Task<(List<TFirst> First, List<TSecond> Second)> QueryBothAsync<TFirst, TSecond>(PostgresQuestion<TFirst> first, PostgresQuestion<TSecond> second)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { first.ToCommand(), second.ToCommand() } };
        await using var reader = await batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var firstRows = await RowsAsync(reader, first.Read).ConfigureAwait(false);
        reached(first.Sql);
        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        var secondRows = await RowsAsync(reader, second.Read).ConfigureAwait(false);
        reached(second.Sql);
        return (firstRows, secondRows);
    }

    /// <summary>The first row's first column, as <c>RETURNING</c> gives it; null when there is no row.</summary>
    public async Task<TValue?> FindAsync<TValue>(string sql, params object?[] values)
        where TValue : struct
    {
        await using var command = Command(connection, sql, values);
        var found = await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false);
        reached(sql);
        return found is TValue value ? value : null;
    }

    /// <summary>The key of a sweep's row.</summary>
    /// <exception cref="StoreException">The sweep is not there.</exception>
    public async Task<int> KeyOfAsync(SweepId sweep) =>
        await FindAsync<int>("SELECT key FROM sweeps WHERE id = $1", sweep.Text).ConfigureAwait(false)
            ?? throw new StoreException($"The store {connection.Host}:{connection.Port}/{connection.Database} has no sweep {sweep}. Submit it first.");

    /// <summary>Wakes those who wait for a topic, when and only when the transaction is committed.</summary>
    public void Notify(StoreTopic topic) => _topics.Add(topic);

    public async Task SendNotificationsAsync()
    {
        if (_topics.Count > 0)
        {
            await ExecuteAsync("SELECT pg_notify(channel, '') FROM unnest($1) AS channel", (object)_topics.Select(PostgresListener.ChannelOf).ToArray()).ConfigureAwait(false);
        }
    }

    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(PostgresQuestion.Parameters(values));
        return command;
    }

    private async Task<List<TRow>> RowsAsync<TRow>(NpgsqlDataReader reader, Func<NpgsqlDataReader, TRow> read)
    {
        var rows = new List<TRow>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
