using Dapper;
using Microsoft.Data.Sqlite;

namespace SweepCluster.Storage.Sqlite;

/// <summary>
/// The schema's history, forward only: a step is never edited once released, only followed by another. SQLite's
/// <c>user_version</c> says how many steps a file has seen.
/// </summary>
internal static class SqliteMigrations
{
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE sweeps (
            id            TEXT NOT NULL PRIMARY KEY,
            name          TEXT NOT NULL,
            resolved_file TEXT NOT NULL,
            created_at    TEXT NOT NULL
        );
        CREATE TABLE trials (
            sweep_id         TEXT    NOT NULL REFERENCES sweeps(id),
            cell             TEXT    NOT NULL,
            replicate        INTEGER NOT NULL,
            training_seconds REAL    NOT NULL,
            trace            BLOB    NOT NULL,
            PRIMARY KEY (sweep_id, cell, replicate)
        ) WITHOUT ROWID;
        """,
    ];

    /// <summary>Brings the file to this program's version, in one transaction that other processes wait for.</summary>
    /// <exception cref="StoreException">The file was written by a later version.</exception>
    public static void Apply(SqliteConnection connection, string path)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = connection.ExecuteScalar<int>("PRAGMA user_version", transaction: transaction);
        if (version > Steps.Length)
        {
            throw new StoreException($"{path} has schema version {version}; this program knows up to {Steps.Length}. Use the version that wrote it, or a later one.");
        }

        for (; version < Steps.Length; version++)
        {
            connection.Execute(Steps[version], transaction: transaction);
            connection.Execute($"PRAGMA user_version = {version + 1}", transaction: transaction);
        }

        transaction.Commit();
    }

    /// <summary>Makes sure that the file is of this program's version, without changing it.</summary>
    /// <exception cref="StoreException">It is not.</exception>
    public static void Check(SqliteConnection connection, string path)
    {
        var version = connection.ExecuteScalar<int>("PRAGMA user_version");
        if (version != Steps.Length)
        {
            throw new StoreException($"{path} has schema version {version}; this program reads {Steps.Length}. {(version < Steps.Length
                ? "'sweep run FILE --resume' brings it up to date."
                : "Use the version that wrote it, or a later one.")}");
        }
    }
}
