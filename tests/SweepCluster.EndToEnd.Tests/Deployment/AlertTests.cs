using Npgsql;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>
/// Alerts fire when real processes are in the state that each is about, and clear when that ends. Their waits and
/// windows are seconds here; those whose cause cannot be brought about with processes of one version within a minute
/// (<see cref="OnlyInUnitTests"/>) are tested by promtool alone.
/// </summary>
[Collection(ComposeCollection.Name)]
public sealed class AlertTests(ComposeCluster cluster)
{
    private static readonly string[] OnlyInUnitTests =
    [
        "SweepApiSlow", "SweepChunksRetried", "SweepMachineFailures", "SweepOwnershipFlaps", "SweepQueueFull", "SweepStoreSlow", "SweepVersionsDiffer",
    ];

    private static readonly string[] FiredHere =
    [
        "SweepApiErrors", "SweepDeviceIdle", "SweepLeasesLost", "SweepNoCoordinator", "SweepNoProgress", "SweepNoWorkers", "SweepNodeDown",
        "SweepStoreErrors", "SweepStoreUnreachable", "SweepWorkWaits", "SweepWorkerSilent",
    ];

    [Fact]
    public void Every_alert_is_fired_here_or_said_to_be_tested_by_promtool_alone() => Assert.Equal(
        RuleTests.Alerts.Select(alert => alert["alert"]!.ToString()).Order(StringComparer.Ordinal),
        FiredHere.Concat(OnlyInUnitTests).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_killed_worker()
    {
        if (!ComposeCluster.HasMetrics)
        {
            return;
        }

        await cluster.SubmitAsync(LongSweep("killed-worker"));
        await cluster.Node("worker-cpu-2").KillAsync();
        await FiresAsync("SweepNodeDown", "SweepWorkerSilent");
        await cluster.StartAgainAsync("worker-cpu-2");
        await ForgetSilentNodesAsync();
        await ClearsAsync("SweepNodeDown", "SweepWorkerSilent");
    }

    [Fact]
    public async Task No_worker_while_a_sweep_runs()
    {
        if (!ComposeCluster.HasMetrics)
        {
            return;
        }

        var sweep = await cluster.SubmitAsync(LongSweep("no-worker"));
        await cluster.Node("worker-cpu-1").StopAsync();
        await cluster.Node("worker-cpu-2").StopAsync();
        await FiresAsync("SweepNoWorkers", "SweepWorkWaits");
        await cluster.StartAgainAsync("worker-cpu-1");
        await cluster.StartAgainAsync("worker-cpu-2");
        await cluster.AskAsync("coordinator-1", HttpMethod.Post, $"/api/v1/sweeps/{sweep}/cancel");
        await ClearsAsync("SweepNoWorkers", "SweepWorkWaits");
    }

    [Fact]
    public async Task No_coordinator()
    {
        if (!ComposeCluster.HasMetrics)
        {
            return;
        }

        await cluster.Node("coordinator-1").KillAsync();
        await cluster.Node("coordinator-2").KillAsync();
        await FiresAsync("SweepNoCoordinator");
        await cluster.StartAgainAsync("coordinator-1");
        await cluster.StartAgainAsync("coordinator-2");
        await ForgetSilentNodesAsync();
        await ClearsAsync("SweepNoCoordinator", "SweepNodeDown");
    }

    [Fact]
    public async Task PostgreSQL_is_away()
    {
        if (!ComposeCluster.HasMetrics)
        {
            return;
        }

        await cluster.Postgres.StopAsync();
        await FiresAsync("SweepStoreUnreachable");
        await Waiting.UntilAsync("SweepApiErrors fires", async () =>
        {
            await cluster.AskAsync("coordinator-1", HttpMethod.Get, "/api/v1/sweeps");
            var firing = await cluster.Prometheus.FiringAsync();
            return firing.Contains("SweepApiErrors") ? null : string.Join(", ", firing);
        });
        await cluster.Postgres.StartAgainAsync();
        foreach (var name in ComposeCluster.Nodes.Keys)
        {
            await cluster.UntilHealthyAsync(name);
        }

        await ClearsAsync("SweepStoreUnreachable", "SweepApiErrors");
    }

    [Fact]
    public async Task A_transaction_that_holds_a_lock_lets_devices_idle_while_work_waits()
    {
        if (!ComposeCluster.HasMetrics)
        {
            return;
        }

        await using var store = await OpenAsync();
        await using (var transaction = await store.BeginTransactionAsync())
        {
            await ExecuteAsync(store, "LOCK TABLE leases IN EXCLUSIVE MODE");
            await cluster.SubmitAsync(LongSweep("locked"));
            await FiresAsync("SweepDeviceIdle", "SweepNoProgress");
        }

        await ClearsAsync("SweepDeviceIdle", "SweepNoProgress");
    }

    [Fact]
    public async Task A_table_that_is_not_there()
    {
        if (!ComposeCluster.HasMetrics)
        {
            return;
        }

        await using var store = await OpenAsync();
        await ExecuteAsync(store, "ALTER TABLE events RENAME TO events_moved");
        try
        {
            await cluster.SubmitAsync(LongSweep("no-table"));
            await FiresAsync("SweepStoreErrors");
        }
        finally
        {
            await ExecuteAsync(store, "ALTER TABLE events_moved RENAME TO events");
        }

        await ClearsAsync("SweepStoreErrors");
    }

    [Fact]
    public async Task A_worker_that_stood_still_for_longer_than_its_leases()
    {
        if (!ComposeCluster.HasMetrics)
        {
            return;
        }

        await cluster.SubmitAsync(LongSweep("suspended"));
        await Waiting.UntilAsync("the worker trains", async () => (await cluster.Prometheus.QueryAsync($"sweep_device_population{{instance=\"{cluster.Address("worker-cpu-1")}\"}} > 0")).Count > 0 ? null : "idle");
        cluster.Node("worker-cpu-1").Suspend();
        await Waiting.UntilAsync("its lease is over", async () =>
        {
            await using var store = await OpenAsync();
            await using var command = new NpgsqlCommand("SELECT count(*) FROM nodes WHERE name = 'worker-cpu-1' AND now() - seen_at > interval '4 seconds'", store);
            return await command.ExecuteScalarAsync() is > 0L ? null : "not yet";
        });
        cluster.Node("worker-cpu-1").Resume();
        await FiresAsync("SweepLeasesLost");
        await ClearsAsync("SweepLeasesLost");
    }

    // Eight batch sizes: populations that train one after the other, for longer than an alert takes.
    private static string LongSweep(string name) => Sweeps.ManyShapes.Replace("name: shapes", $"name: {name}", StringComparison.Ordinal).Replace("epochs: 20", "epochs: 200", StringComparison.Ordinal);

    private Task FiresAsync(params string[] alerts) => Waiting.UntilAsync($"{string.Join(" and ", alerts)} fire", async () =>
        (await cluster.Prometheus.FiringAsync()) is var firing && alerts.All(firing.Contains) ? null : $"firing: {string.Join(", ", firing)}");

    private Task ClearsAsync(params string[] alerts) => Waiting.UntilAsync($"{string.Join(" and ", alerts)} clear", async () =>
        (await cluster.Prometheus.FiringAsync()) is var firing && !alerts.Any(firing.Contains) ? null : $"firing: {string.Join(", ", firing)}");

    // Ten minutes later, for nodes that were killed.
    private async Task ForgetSilentNodesAsync()
    {
        await using var store = await OpenAsync();
        await ExecuteAsync(store, "UPDATE nodes SET seen_at = seen_at - interval '11 minutes' WHERE now() - seen_at > interval '3 seconds'");
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var address = new UriBuilder(cluster.StoreUrl);
        var store = new NpgsqlConnection(new NpgsqlConnectionStringBuilder { Host = address.Host, Port = address.Port, Database = "sweeps", Username = address.UserName, Password = Uri.UnescapeDataString(address.Password), Pooling = false }.ToString());
        await store.OpenAsync();
        return store;
    }

    private static async Task ExecuteAsync(NpgsqlConnection store, string sql)
    {
        await using var command = new NpgsqlCommand(sql, store);
        await command.ExecuteNonQueryAsync();
    }
}
