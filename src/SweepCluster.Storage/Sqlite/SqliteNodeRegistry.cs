using SweepCluster.Storage.Nodes;

namespace SweepCluster.Storage.Sqlite;

internal sealed class SqliteNodeRegistry(SqliteDatabase database) : INodeRegistry
{
    public Task HeartbeatAsync(NodeDescription node, CancellationToken cancellation) => database.WriteAsync(
        work => work.Execute(
            """
            INSERT INTO nodes (id, name, description, seen_at) VALUES (@Id, @Name, @Description, @Now)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description, seen_at = excluded.seen_at
            """,
            new { node.Id, node.Name, Description = NodeDescriptionJson.Write(node), work.Now }),
        cancellation);

    public Task<IReadOnlyList<KnownNode>> ListAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<KnownNode>>(
        work =>
        [
            .. work.Query<(string Description, long SeenAt)>("SELECT description, seen_at FROM nodes ORDER BY name, id")
                .Select(row => new KnownNode(NodeDescriptionJson.Read(row.Description), TimeSpan.FromMicroseconds(Math.Max(0, work.Now - row.SeenAt)))),
        ],
        cancellation);

    public Task LeaveAsync(string node, CancellationToken cancellation) => database.WriteAsync(
        work => work.Execute("DELETE FROM nodes WHERE id = @Id", new { Id = node }),
        cancellation);

    public Task<IReadOnlyList<NodeDescription>> ForgetAsync(TimeSpan silentFor, CancellationToken cancellation) => database.WriteAsync<IReadOnlyList<NodeDescription>>(
        work =>
        {
            var since = new { Before = SqliteTime.After(work.Now, -silentFor) };
            var forgotten = work.Query<string>("SELECT description FROM nodes WHERE seen_at <= @Before ORDER BY name, id", since);
            work.Execute("DELETE FROM nodes WHERE seen_at <= @Before", since);
            return [.. forgotten.Select(NodeDescriptionJson.Read)];
        },
        cancellation);
}
