using Npgsql;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>
/// Alerts fire when real processes are in the state that each is about, and clear when that ends. Their waits and
/// windows are seconds here, and once is often (<see cref="PrometheusServer"/>).
/// </summary>
[Collection(ComposeCollection.Name)]
public sealed class AlertTests(ComposeCluster cluster)
{
    [Fact]
    public async Task A_killed_worker()
    {
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
        var sweep = await cluster.SubmitAsync(LongSweep("no-worker"));
        await cluster.Node("worker-cpu-1").StopAsync();
        await cluster.Node("worker-cpu-2").StopAsync();
        await FiresAsync("SweepNoWorkers", "SweepWorkWaits");
        await cluster.StartAgainAsync("worker-cpu-1");
        await cluster.StartAgainAsync("worker-cpu-2");
        await cluster.CancelAsync(sweep);
        await ClearsAsync("SweepNoWorkers", "SweepWorkWaits");
    }

    [Fact]
    public async Task No_coordinator_and_then_others_that_take_its_sweeps_over()
    {
        var sweep = await cluster.SubmitAsync(LongSweep("no-coordinator"));
        await cluster.Node("coordinator-1").KillAsync();
        await cluster.Node("coordinator-2").KillAsync();
        await FiresAsync("SweepNoCoordinator");
        await cluster.StartAgainAsync("coordinator-1");
        await cluster.StartAgainAsync("coordinator-2");
        await FiresAsync("SweepOwnershipFlaps");
        await ForgetSilentNodesAsync();
        await cluster.CancelAsync(sweep);
        await ClearsAsync("SweepNoCoordinator", "SweepNodeDown", "SweepOwnershipFlaps");
    }

    [Fact]
    public async Task PostgreSQL_is_away()
    {
        await cluster.Postgres.StopAsync();
        await FiresAsync("SweepStoreUnreachable");
        await FiresWhileAsync("SweepApiErrors", () => cluster.AskAsync("coordinator-1", HttpMethod.Get, "/api/v1/sweeps"));
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
        var sweep = await cluster.SubmitAsync(LongSweep("no-table"));
        await using var store = await OpenAsync();
        await ExecuteAsync(store, "ALTER TABLE failures RENAME TO failures_moved");
        try
        {
            await FiresWhileAsync("SweepStoreErrors", () => cluster.AskAsync("coordinator-1", HttpMethod.Get, $"/api/v1/sweeps/{sweep}/failures"));
        }
        finally
        {
            await ExecuteAsync(store, "ALTER TABLE failures_moved RENAME TO failures");
        }

        await cluster.CancelAsync(sweep);
        await ClearsAsync("SweepStoreErrors");
    }

    [Fact]
    public async Task A_store_that_takes_seconds()
    {
        // A rate is that of a series that was there before.
        await cluster.AskAsync("coordinator-1", HttpMethod.Get, "/api/v1/sweeps");
        await Waiting.UntilAsync("the request is counted", async () =>
            (await cluster.Prometheus.QueryAsync($"sweep_http_request_duration_seconds_count{{route=\"/api/v1/sweeps\",method=\"GET\",instance=\"{cluster.Address("coordinator-1")}\"}}")).Count > 0 ? null : "not yet");
        await using (var store = await OpenAsync())
        {
            var held = ExecuteAsync(store, "BEGIN; LOCK TABLE sweeps IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(4); COMMIT");
            await Waiting.UntilAsync("the table is locked", async () =>
                await CountAsync("SELECT count(*) FROM pg_locks WHERE relation = 'sweeps'::regclass AND mode = 'AccessExclusiveLock' AND granted") > 0 ? null : "not yet");
            await cluster.AskAsync("coordinator-1", HttpMethod.Get, "/api/v1/sweeps");
            await held;
        }

        await FiresAsync("SweepApiSlow", "SweepStoreSlow");
        await ClearsAsync("SweepApiSlow", "SweepStoreSlow");
    }

    [Fact]
    public async Task Labels_that_the_store_does_not_take()
    {
        var sweep = "";
        await using (var store = await OpenAsync())
        {
            await using var transaction = await store.BeginTransactionAsync();
            await ExecuteAsync(store, "LOCK TABLE trial_labels IN EXCLUSIVE MODE");
            sweep = await cluster.SubmitAsync(LongSweep("labels"));
            await FiresAsync("SweepQueueFull");
        }

        await cluster.CancelAsync(sweep);
        await ClearsAsync("SweepQueueFull");
    }

    [Fact]
    public async Task A_chunk_that_no_worker_survives()
    {
        await cluster.Node("worker-cpu-1").StopAsync();
        var sweep = await cluster.SubmitAsync(Sweeps.Small.Replace("name: small", "name: poison", StringComparison.Ordinal).Replace("epochs: 2", "epochs: 100000", StringComparison.Ordinal));
        for (var i = 0; i < 2; i++)
        {
            await UntilTrainsAsync("worker-cpu-2");
            await cluster.Node("worker-cpu-2").KillAsync();
            await Waiting.UntilAsync("its lease is taken away", async () => await CountAsync("SELECT count(*) FROM leases") is 0 ? null : "not yet");
            await cluster.StartAgainAsync("worker-cpu-2");
        }

        await FiresAsync("SweepMachineFailures", "SweepChunksRetried");
        await cluster.CancelAsync(sweep);
        await cluster.StartAgainAsync("worker-cpu-1");
        await ForgetSilentNodesAsync();
        await ClearsAsync("SweepMachineFailures", "SweepChunksRetried");
    }

    [Fact]
    public async Task A_worker_that_stood_still_for_longer_than_its_leases()
    {
        await cluster.SubmitAsync(LongSweep("suspended"));
        await UntilTrainsAsync("worker-cpu-1");
        cluster.Node("worker-cpu-1").Suspend();
        await Waiting.UntilAsync("its lease is over", async () =>
            await CountAsync("SELECT count(*) FROM nodes WHERE name = 'worker-cpu-1' AND now() - seen_at > interval '4 seconds'") > 0 ? null : "not yet");
        cluster.Node("worker-cpu-1").Resume();
        await FiresAsync("SweepLeasesLost");
        await ClearsAsync("SweepLeasesLost");
    }

    [Fact]
    public async Task A_node_of_another_version()
    {
        using var workplace = new Workplace();
        await cluster.Node("worker-cpu-2").StopAsync();
        await cluster.StartAgainAsync("worker-cpu-2", OtherBuild.In(workplace));
        await FiresAsync("SweepVersionsDiffer");
        await cluster.Node("worker-cpu-2").StopAsync();
        await cluster.StartAgainAsync("worker-cpu-2");
        await ClearsAsync("SweepVersionsDiffer");
    }

    // Eight batch sizes: populations that train one after the other, for longer than an alert takes.
    private static string LongSweep(string name) => Sweeps.ManyShapes.Replace("name: shapes", $"name: {name}", StringComparison.Ordinal).Replace("epochs: 100", "epochs: 200", StringComparison.Ordinal);

    private Task FiresAsync(params string[] alerts) => Waiting.UntilAsync($"{string.Join(" and ", alerts)} fire", async () =>
        (await cluster.Prometheus.FiringAsync()) is var firing && alerts.All(firing.Contains) ? null : $"firing: {string.Join(", ", firing)}");

    /// <summary>Brings the cause about again and again until the alert fires.</summary>
    private Task FiresWhileAsync(string alert, Func<Task> cause) => Waiting.UntilAsync($"{alert} fires", async () =>
    {
        await cause();
        return (await cluster.Prometheus.FiringAsync()) is var firing && firing.Contains(alert) ? null : $"firing: {string.Join(", ", firing)}";
    });

    private Task ClearsAsync(params string[] alerts) => Waiting.UntilAsync($"{string.Join(" and ", alerts)} clear", async () =>
        (await cluster.Prometheus.FiringAsync()) is var firing && !alerts.Any(firing.Contains) ? null : $"firing: {string.Join(", ", firing)}");

    private Task UntilTrainsAsync(string worker) => Waiting.UntilAsync($"{worker} trains", async () =>
        (await cluster.Prometheus.QueryAsync($"sweep_device_population{{instance=\"{cluster.Address(worker)}\"}} > 0")).Count > 0 ? null : "idle");

    private async Task<long> CountAsync(string sql)
    {
        await using var store = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, store);
        return (long)(await command.ExecuteScalarAsync())!;
    }

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
