using SweepCluster.Storage.Postgres.Connections;

namespace SweepCluster.Storage.Postgres.Schema;

/// <summary>
/// Brings a database to this program's version, forward only. The rows of <c>schema_versions</c> say which steps it
/// has seen.
/// </summary>
internal static class PostgresMigrations
{
    // Any number that other programs are unlikely to lock in the same database.
    private const long Lock = 0x53_57_45_45_50_01;

    /// <summary>All of it is one transaction; others that start at the same time wait, and find nothing to do.</summary>
    /// <exception cref="StoreException">The database was written by a later version, or the server failed.</exception>
    public static async Task ApplyAsync(PostgresDatabase database, CancellationToken cancellation)
    {
        await database.ChangeAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync("SELECT pg_advisory_xact_lock($1)", Lock).ConfigureAwait(false);
                await transaction.ExecuteAsync(
                    "CREATE TABLE IF NOT EXISTS schema_versions (version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())").ConfigureAwait(false);
                var version = await transaction.FindAsync<int>("SELECT coalesce(max(version), 0) FROM schema_versions").ConfigureAwait(false) ?? 0;
                if (version > PostgresSchema.Steps.Count)
                {
                    throw new StoreException(
                        $"{database.Address} has schema version {version}; this program knows up to {PostgresSchema.Steps.Count}. Use the version that wrote it, or a later one.");
                }

                for (; version < PostgresSchema.Steps.Count; version++)
                {
                    await transaction.ExecuteAsync(PostgresSchema.Steps[version]).ConfigureAwait(false);
                    await transaction.ExecuteAsync("INSERT INTO schema_versions (version) VALUES ($1)", version + 1).ConfigureAwait(false);
                }
            },
            cancellation).ConfigureAwait(false);
    }
}
