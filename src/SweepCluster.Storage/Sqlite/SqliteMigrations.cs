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
        // Times become whole microseconds and ticks. Training times were seconds, of which the nearest tick was meant.
        """
        ALTER TABLE sweeps RENAME TO sweeps_1;
        ALTER TABLE trials RENAME TO trials_1;
        CREATE TABLE sweeps (
            key           INTEGER NOT NULL PRIMARY KEY,
            id            TEXT    NOT NULL UNIQUE,
            name          TEXT    NOT NULL,
            resolved_file TEXT    NOT NULL,
            created_at    INTEGER NOT NULL,
            state         INTEGER NOT NULL DEFAULT 0,
            priority      INTEGER NOT NULL DEFAULT 0,
            revision      INTEGER NOT NULL DEFAULT 0,
            ended_at      INTEGER,
            owner         TEXT,
            owner_fence   INTEGER NOT NULL DEFAULT 0,
            owner_until   INTEGER,
            last_number   INTEGER NOT NULL DEFAULT -1,
            finished      INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX sweeps_by_state ON sweeps(state);
        CREATE TABLE trials (
            sweep     INTEGER NOT NULL REFERENCES sweeps(key),
            cell      TEXT    NOT NULL,
            replicate INTEGER NOT NULL,
            ticks     INTEGER NOT NULL,
            trace     BLOB    NOT NULL
        );
        CREATE UNIQUE INDEX trials_by_name ON trials(sweep, cell, replicate);
        CREATE TABLE failures (
            sweep     INTEGER NOT NULL REFERENCES sweeps(key),
            cell      TEXT    NOT NULL,
            replicate INTEGER NOT NULL,
            cause     TEXT    NOT NULL,
            at        INTEGER NOT NULL,
            PRIMARY KEY (sweep, cell, replicate)
        ) WITHOUT ROWID;
        CREATE TABLE chunks (
            key         INTEGER NOT NULL PRIMARY KEY,
            sweep       INTEGER NOT NULL REFERENCES sweeps(key),
            number      INTEGER NOT NULL,
            shape       TEXT    NOT NULL,
            trial_count INTEGER NOT NULL,
            attempts    INTEGER NOT NULL,
            cause       TEXT,
            failed_on   TEXT,
            state       INTEGER NOT NULL,
            fence       INTEGER NOT NULL,
            done_fence  INTEGER,
            UNIQUE (sweep, number)
        );
        CREATE INDEX chunks_by_state ON chunks(sweep, state, number);
        CREATE TABLE chunk_trials (
            chunk  INTEGER NOT NULL PRIMARY KEY REFERENCES chunks(key),
            trials BLOB    NOT NULL
        );
        CREATE TABLE leases (
            chunk    INTEGER NOT NULL REFERENCES chunks(key),
            fence    INTEGER NOT NULL,
            node     TEXT    NOT NULL,
            device   TEXT    NOT NULL,
            since    INTEGER NOT NULL,
            deadline INTEGER NOT NULL,
            PRIMARY KEY (chunk, fence)
        ) WITHOUT ROWID;
        CREATE TABLE nodes (
            id          TEXT    NOT NULL PRIMARY KEY,
            name        TEXT    NOT NULL,
            description TEXT    NOT NULL,
            seen_at     INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE events (
            sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            sweep    INTEGER NOT NULL,
            kind     TEXT    NOT NULL,
            text     TEXT    NOT NULL,
            at       INTEGER NOT NULL
        );
        CREATE INDEX events_by_sweep ON events(sweep, sequence);
        CREATE INDEX events_by_time ON events(sweep, at);
        INSERT INTO sweeps (id, name, resolved_file, created_at, finished)
        SELECT id, name, resolved_file,
               strftime('%s', substr(created_at, 1, 19) || substr(created_at, 28)) * 1000000 + substr(created_at, 21, 6),
               (SELECT COUNT(*) FROM trials_1 WHERE sweep_id = id)
        FROM sweeps_1 ORDER BY created_at, id;
        INSERT INTO trials (sweep, cell, replicate, ticks, trace)
        SELECT key, cell, replicate, CAST(ROUND(training_seconds * 10000000) AS INTEGER), trace
        FROM trials_1 JOIN sweeps ON sweeps.id = sweep_id;
        DROP TABLE trials_1;
        DROP TABLE sweeps_1;
        """,
        // When a chunk was released; of older ones nobody knows.
        """
        ALTER TABLE chunks ADD COLUMN released_at INTEGER;
        """,
        """
        ALTER TABLE chunks ADD COLUMN share REAL NOT NULL DEFAULT 1;
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
