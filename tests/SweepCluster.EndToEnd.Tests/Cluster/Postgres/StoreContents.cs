using System.Globalization;
using Npgsql;

namespace SweepCluster.EndToEnd.Tests.Cluster.Postgres;

/// <summary>What a PostgreSQL store holds, asked past the program.</summary>
internal sealed class StoreContents : IAsyncDisposable
{
    private const int Finished = 3;

    private readonly NpgsqlDataSource _source;

    /// <param name="url">Of the database.</param>
    public StoreContents(string url)
    {
        var address = new UriBuilder(url);
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.Port,
            Database = address.Path.TrimStart('/'),
            Username = Uri.UnescapeDataString(address.UserName),
            Password = Uri.UnescapeDataString(address.Password),
            ApplicationName = "witness",
            Timeout = 5,
            CommandTimeout = 5,
            // A pooled connection would not outlive the server that tests stop and start.
            Pooling = false,
        }.ToString());
    }

    public async Task<bool> IsFinishedAsync() => await NumberAsync("SELECT state FROM sweeps") == Finished;

    public Task<long> TrialsAsync() => NumberAsync("SELECT count(*) FROM trials");

    /// <summary>The highest number that a chunk was given; −1 before the first.</summary>
    public Task<long> LastChunkAsync() => NumberAsync("SELECT coalesce(max(number), -1) FROM chunks");

    /// <summary>The leases of a node, or of all.</summary>
    public Task<long> LeasesAsync(string? node = null) =>
        NumberAsync(node is null ? "SELECT count(*) FROM leases" : $"SELECT count(*) FROM leases WHERE node = '{node}'");

    /// <summary>How often machines failed chunks, all of them together.</summary>
    public Task<long> AttemptsAsync() => NumberAsync("SELECT coalesce(sum(attempts), 0) FROM chunks");

    public async Task<bool> KnowsNodeAsync(string node) => await NumberAsync($"SELECT count(*) FROM nodes WHERE id = '{node}'") > 0;

    /// <summary>The node that plans the sweep; null for none.</summary>
    public async Task<string?> OwnerAsync() => (await RowsAsync("SELECT owner FROM sweeps", row => row.IsDBNull(0) ? null : row.GetString(0))).SingleOrDefault();

    /// <summary>Every trial that has a result, with its trace, as <c>cell replicate trace</c>.</summary>
    public async Task<IReadOnlyList<string>> ResultsAsync() =>
        [.. (await RowsAsync("SELECT cell, replicate, trace FROM trials", row => TrialText.Of(row.GetString(0), row.GetInt32(1), row.GetFieldValue<byte[]>(2)))).Order(StringComparer.Ordinal)];

    /// <summary>How the store counts, which must agree with what it holds.</summary>
    public async Task<StoreCounts> CountsAsync() => (await RowsAsync(
        """
        SELECT (SELECT sum(added_results) FROM sweeps) + (SELECT coalesce(sum(new_results), 0) FROM chunks),
               (SELECT count(*) FROM failures), (SELECT count(*) FROM leases), (SELECT count(*) FROM chunks WHERE state IN (0, 1, 3))
        """,
        row => new StoreCounts(row.GetFieldValue<decimal>(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)))).Single();

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<long> NumberAsync(string sql) =>
        (await RowsAsync(sql, row => Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture))).SingleOrDefault();

    private async Task<List<TRow>> RowsAsync<TRow>(string sql, Func<NpgsqlDataReader, TRow> read)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<TRow>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}

/// <param name="Counted">Results, as counted when they came in.</param>
/// <param name="Failures">Trials given up.</param>
/// <param name="Leases">Leases that are held.</param>
/// <param name="Unsettled">Chunks that wait for someone.</param>
internal sealed record StoreCounts(decimal Counted, long Failures, long Leases, long Unsettled);

/// <summary>A trial and its trace as one line.</summary>
internal static class TrialText
{
    public static string Of(string cell, int replicate, byte[] trace) => $"{cell} {replicate.ToString(CultureInfo.InvariantCulture)} {Convert.ToHexString(trace)}";
}
