using SweepCluster.Storage.Postgres.Connections;

namespace SweepCluster.Storage.Postgres;

/// <summary>What a database is found to be, without a change to it.</summary>
/// <param name="ServerVersion">As the server says it, such as <c>15.14</c>.</param>
/// <param name="Sweeps">How many it holds; null where the tables are not made yet.</param>
public sealed record PostgresInspection(string ServerVersion, long? Sweeps)
{
    /// <exception cref="StoreException">The server cannot be reached, or does not let us in.</exception>
    public static async Task<PostgresInspection> OfAsync(PostgresAddress address, CancellationToken cancellation)
    {
        var database = new PostgresDatabase(address, static _ => { });
        await using (database.ConfigureAwait(false))
        {
            var version = await database.ReadAsync("SHOW server_version", row => row.GetString(0), cancellation).ConfigureAwait(false);
            var isMade = await database.ReadAsync("SELECT to_regclass('sweeps') IS NOT NULL", row => row.GetBoolean(0), cancellation).ConfigureAwait(false);
            return new PostgresInspection(
                version[0].Split(' ')[0],
                isMade[0] ? (await database.ReadAsync("SELECT count(*) FROM sweeps", row => row.GetInt64(0), cancellation).ConfigureAwait(false))[0] : null);
        }
    }
}
