using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Postgres.Connections;

namespace SweepCluster.Storage.Postgres.Nodes;

internal sealed class PostgresNodeRegistry(PostgresDatabase database) : INodeRegistry
{
    public Task HeartbeatAsync(NodeDescription node, CancellationToken cancellation) => database.ChangeAsync(
        transaction => transaction.ExecuteAsync(
            // Nobody waits for the disk: what a crash of the server takes is said again a second later.
            """
            INSERT INTO nodes (id, name, description, seen_at)
            SELECT $1, $2, $3, clock_timestamp() FROM set_config('synchronous_commit', 'off', true)
            ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, description = EXCLUDED.description, seen_at = EXCLUDED.seen_at
            """,
            node.Id, node.Name, NodeDescriptionJson.Write(node)),
        cancellation);

    public async Task<IReadOnlyList<KnownNode>> ListAsync(CancellationToken cancellation) =>
        await database.ReadAsync(
            "SELECT description, clock_timestamp() - seen_at FROM nodes ORDER BY name, id",
            row => new KnownNode(NodeDescriptionJson.Read(row.GetString(0)), row.GetTimeSpan(1)), cancellation).ConfigureAwait(false);

    public Task LeaveAsync(string node, CancellationToken cancellation) => database.ChangeAsync(
        transaction => transaction.ExecuteAsync("DELETE FROM nodes WHERE id = $1", node),
        cancellation);

    public async Task<IReadOnlyList<NodeDescription>> ForgetAsync(TimeSpan silentFor, CancellationToken cancellation) => await database.ChangeAsync(
        transaction => transaction.QueryAsync(
            """
            WITH gone AS (DELETE FROM nodes WHERE clock_timestamp() - seen_at >= $1 RETURNING name, id, description)
            SELECT description FROM gone ORDER BY name, id
            """,
            row => NodeDescriptionJson.Read(row.GetString(0)), silentFor),
        cancellation).ConfigureAwait(false);
}
