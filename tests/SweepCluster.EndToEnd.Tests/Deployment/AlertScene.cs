using Npgsql;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>What tests of alerts do and wait for.</summary>
public abstract class AlertScene(ComposeCluster cluster)
{
    /// <summary>The cluster that they are about.</summary>
    protected ComposeCluster Cluster => cluster;

    // Eight batch sizes: populations that train one after the other, for longer than an alert takes.
    protected static string LongSweep(string name) => Sweeps.ManyShapes.Replace("name: shapes", $"name: {name}", StringComparison.Ordinal).Replace("epochs: 100", "epochs: 200", StringComparison.Ordinal);

    protected Task FiresAsync(params string[] alerts) => Waiting.UntilAsync($"{string.Join(" and ", alerts)} fire", async () =>
        (await cluster.Prometheus.FiringAsync()) is var firing && alerts.All(firing.Contains) ? null : $"firing: {string.Join(", ", firing)}");

    /// <summary>Brings the cause about again and again until the alert fires.</summary>
    protected Task FiresWhileAsync(string alert, Func<Task> cause) => Waiting.UntilAsync($"{alert} fires", async () =>
    {
        await cause();
        return (await cluster.Prometheus.FiringAsync()) is var firing && firing.Contains(alert) ? null : $"firing: {string.Join(", ", firing)}";
    });

    protected Task ClearsAsync(params string[] alerts) => Waiting.UntilAsync($"{string.Join(" and ", alerts)} clear", async () =>
        (await cluster.Prometheus.FiringAsync()) is var firing && !alerts.Any(firing.Contains) ? null : $"firing: {string.Join(", ", firing)}");

    protected Task UntilTrainsAsync(string worker) => Waiting.UntilAsync($"{worker} trains", async () =>
        (await cluster.Prometheus.QueryAsync($"sweep_device_population{{instance=\"{cluster.Address(worker)}\"}} > 0")).Count > 0 ? null : "idle");

    protected async Task<long> CountAsync(string sql)
    {
        await using var store = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, store);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The name of the node that plans a sweep; empty while there is none.</summary>
    protected async Task<string> OwnerAsync(string sweep)
    {
        await using var store = await OpenAsync();
        await using var command = new NpgsqlCommand("SELECT n.name FROM sweeps s JOIN nodes n ON n.id = s.owner WHERE s.id = $1", store) { Parameters = { new() { Value = sweep } } };
        return (string?)await command.ExecuteScalarAsync() ?? "";
    }

    // Ten minutes later, for nodes that were killed.
    protected async Task ForgetSilentNodesAsync()
    {
        await using var store = await OpenAsync();
        await ExecuteAsync(store, "UPDATE nodes SET seen_at = seen_at - interval '11 minutes' WHERE now() - seen_at > interval '3 seconds'");
    }

    protected async Task<NpgsqlConnection> OpenAsync()
    {
        var address = new UriBuilder(cluster.StoreUrl);
        var store = new NpgsqlConnection(new NpgsqlConnectionStringBuilder { Host = address.Host, Port = address.Port, Database = "sweeps", Username = address.UserName, Password = Uri.UnescapeDataString(address.Password), Pooling = false }.ToString());
        await store.OpenAsync();
        return store;
    }

    protected static async Task ExecuteAsync(NpgsqlConnection store, string sql)
    {
        await using var command = new NpgsqlCommand(sql, store);
        await command.ExecuteNonQueryAsync();
    }
}
