using System.Diagnostics.CodeAnalysis;
using Dapper;
using Microsoft.Data.Sqlite;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Storage.Sqlite;

/// <summary>One transaction, while it lasts.</summary>
/// <param name="now">When it began, in microseconds.</param>
/// <param name="reached">Told of every point passed.</param>
internal sealed class SqliteWork(SqliteConnection connection, SqliteTransaction transaction, long now, Action<string> reached)
{
    /// <summary>When the transaction began, in microseconds.</summary>
    public long Now => now;

    /// <returns>Rows changed; of a list of parameters, in all.</returns>
    public int Execute(string sql, object? parameters = null) => connection.Execute(sql, parameters, transaction);

    public List<TRow> Query<TRow>(string sql, object? parameters = null) => connection.Query<TRow>(sql, parameters, transaction).AsList();

    public TRow? First<TRow>(string sql, object? parameters = null) => connection.QueryFirstOrDefault<TRow>(sql, parameters, transaction);

    /// <summary>Names a point at which a crash must do no harm.</summary>
    public void Reach(string point) => reached(point);

    /// <summary>The number of a sweep in this file; null when it is not there.</summary>
    public long? FindKey(SweepId sweep) => First<long?>("SELECT key FROM sweeps WHERE id = @Id", new { Id = sweep.Text });

    /// <exception cref="StoreException">The sweep is not there.</exception>
    public long KeyOf(SweepId sweep) => FindKey(sweep) ?? throw new StoreException($"The store {connection.DataSource} has no sweep {sweep}. Submit it first.");

    /// <summary>Whether a coordinator still owns the sweep, and the sweep's number.</summary>
    public bool IsPresent(Sweeps.SweepOwnership owner, [NotNullWhen(true)] out long? key)
    {
        key = First<long?>(
            "SELECT key FROM sweeps WHERE id = @Id AND owner IS NOT NULL AND owner_fence = @Fence",
            new { Id = owner.Sweep.Text, owner.Fence });
        return key is not null;
    }
}
