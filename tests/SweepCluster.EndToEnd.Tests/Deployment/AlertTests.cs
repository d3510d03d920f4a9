namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>
/// Alerts fire when real processes are in the state that each is about, and clear when that ends. Their waits and
/// windows are seconds here, and once is often (<see cref="PrometheusServer"/>).
/// </summary>
[Collection(ComposeCollection.Name)]
public sealed class AlertTests(ComposeCluster cluster) : AlertScene(cluster)
{
    [Fact]
    public async Task A_killed_worker()
    {
        await Cluster.SubmitAsync(LongSweep("killed-worker"));
        await Cluster.Node("worker-cpu-2").KillAsync();
        await FiresAsync("SweepNodeDown", "SweepWorkerSilent", "SweepMembersUnreachable");
        await Cluster.StartAgainAsync("worker-cpu-2");
        await ForgetSilentNodesAsync();
        await ClearsAsync("SweepNodeDown", "SweepWorkerSilent", "SweepMembersUnreachable");
    }

    [Fact]
    public async Task No_worker_while_a_sweep_runs()
    {
        var sweep = await Cluster.SubmitAsync(LongSweep("no-worker"));
        await Cluster.Node("worker-cpu-1").StopAsync();
        await Cluster.Node("worker-cpu-2").StopAsync();
        await FiresAsync("SweepNoWorkers", "SweepWorkWaits");
        await Cluster.StartAgainAsync("worker-cpu-1");
        await Cluster.StartAgainAsync("worker-cpu-2");
        await Cluster.CancelAsync(sweep);
        await ClearsAsync("SweepNoWorkers", "SweepWorkWaits");
    }

    [Fact]
    public async Task No_coordinator_and_then_others_that_take_its_sweeps_over()
    {
        var sweep = await Cluster.SubmitAsync(LongSweep("no-coordinator"));
        await Cluster.Node("coordinator-1").KillAsync();
        await Cluster.Node("coordinator-2").KillAsync();
        await FiresAsync("SweepNoCoordinator");
        await Cluster.StartAgainAsync("coordinator-1");
        await Cluster.StartAgainAsync("coordinator-2");
        await FiresAsync("SweepOwnershipFlaps");
        await ForgetSilentNodesAsync();
        await Cluster.CancelAsync(sweep);
        await ClearsAsync("SweepNoCoordinator", "SweepNodeDown", "SweepOwnershipFlaps");
    }

    [Fact]
    public async Task A_coordinator_that_dies_and_another_that_takes_its_sweep_over()
    {
        var sweep = await Cluster.SubmitAsync(LongSweep("hand-over"));
        var owner = "";
        await Waiting.UntilAsync("the sweep has a coordinator", async () => (owner = await OwnerAsync(sweep)).Length > 0 ? null : "none");
        await Cluster.Node(owner).KillAsync();
        await FiresAsync("SweepHandOverSlow");
        await Cluster.StartAgainAsync(owner);
        await ForgetSilentNodesAsync();
        await Cluster.CancelAsync(sweep);
        await ClearsAsync("SweepHandOverSlow", "SweepNodeDown", "SweepMembersUnreachable");
    }

    [Fact]
    public async Task PostgreSQL_is_away()
    {
        await Cluster.Postgres.StopAsync();
        await FiresAsync("SweepStoreUnreachable");
        await FiresWhileAsync("SweepApiErrors", () => Cluster.AskAsync("coordinator-1", HttpMethod.Get, "/api/v1/sweeps"));
        await Cluster.Postgres.StartAgainAsync();
        foreach (var name in ComposeCluster.Nodes.Keys)
        {
            await Cluster.UntilHealthyAsync(name);
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
            await Cluster.SubmitAsync(LongSweep("locked"));
            await FiresAsync("SweepDeviceIdle", "SweepNoProgress");
        }

        await ClearsAsync("SweepDeviceIdle", "SweepNoProgress");
    }

    [Fact]
    public async Task A_table_that_is_not_there()
    {
        var sweep = await Cluster.SubmitAsync(LongSweep("no-table"));
        await using var store = await OpenAsync();
        await ExecuteAsync(store, "ALTER TABLE failures RENAME TO failures_moved");
        try
        {
            await FiresWhileAsync("SweepStoreErrors", () => Cluster.AskAsync("coordinator-1", HttpMethod.Get, $"/api/v1/sweeps/{sweep}/failures"));
        }
        finally
        {
            await ExecuteAsync(store, "ALTER TABLE failures_moved RENAME TO failures");
        }

        await Cluster.CancelAsync(sweep);
        await ClearsAsync("SweepStoreErrors");
    }

    [Fact]
    public async Task A_store_that_takes_seconds()
    {
        // A rate is that of a series that was there before.
        await Cluster.AskAsync("coordinator-1", HttpMethod.Get, "/api/v1/sweeps");
        await Waiting.UntilAsync("the request is counted", async () =>
            (await Cluster.Prometheus.QueryAsync($"sweep_http_request_duration_seconds_count{{route=\"/api/v1/sweeps\",method=\"GET\",instance=\"{Cluster.Address("coordinator-1")}\"}}")).Count > 0 ? null : "not yet");
        await using (var store = await OpenAsync())
        {
            var held = ExecuteAsync(store, "BEGIN; LOCK TABLE sweeps IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(4); COMMIT");
            await Waiting.UntilAsync("the table is locked", async () =>
                await CountAsync("SELECT count(*) FROM pg_locks WHERE relation = 'sweeps'::regclass AND mode = 'AccessExclusiveLock' AND granted") > 0 ? null : "not yet");
            await Cluster.AskAsync("coordinator-1", HttpMethod.Get, "/api/v1/sweeps");
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
            sweep = await Cluster.SubmitAsync(LongSweep("labels"));
            await FiresAsync("SweepQueueFull");
        }

        await Cluster.CancelAsync(sweep);
        await ClearsAsync("SweepQueueFull");
    }

    [Fact]
    public async Task A_chunk_that_no_worker_survives()
    {
        await Cluster.Node("worker-cpu-1").StopAsync();
        var sweep = await Cluster.SubmitAsync(Sweeps.Small.Replace("name: small", "name: poison", StringComparison.Ordinal).Replace("epochs: 2", "epochs: 100000", StringComparison.Ordinal));
        for (var i = 0; i < 2; i++)
        {
            await UntilTrainsAsync("worker-cpu-2");
            await Cluster.Node("worker-cpu-2").KillAsync();
            await Waiting.UntilAsync("its lease is taken away", async () => await CountAsync("SELECT count(*) FROM leases") is 0 ? null : "not yet");
            await Cluster.StartAgainAsync("worker-cpu-2");
        }

        await FiresAsync("SweepMachineFailures", "SweepChunksRetried");
        await Cluster.CancelAsync(sweep);
        await Cluster.StartAgainAsync("worker-cpu-1");
        await ForgetSilentNodesAsync();
        await ClearsAsync("SweepMachineFailures", "SweepChunksRetried");
    }

    [Fact]
    public async Task A_worker_that_stood_still_for_longer_than_its_leases()
    {
        await Cluster.SubmitAsync(LongSweep("suspended"));
        await UntilTrainsAsync("worker-cpu-1");
        Cluster.Node("worker-cpu-1").Suspend();
        await Waiting.UntilAsync("its lease is over", async () =>
            await CountAsync("SELECT count(*) FROM nodes WHERE name = 'worker-cpu-1' AND now() - seen_at > interval '4 seconds'") > 0 ? null : "not yet");
        Cluster.Node("worker-cpu-1").Resume();
        await FiresAsync("SweepLeasesLost");
        await ClearsAsync("SweepLeasesLost");
    }

    [Fact]
    public async Task A_node_of_another_version()
    {
        using var workplace = new Workplace();
        await Cluster.Node("worker-cpu-2").StopAsync();
        await Cluster.StartAgainAsync("worker-cpu-2", OtherBuild.In(workplace));
        await FiresAsync("SweepVersionsDiffer");
        await Cluster.Node("worker-cpu-2").StopAsync();
        await Cluster.StartAgainAsync("worker-cpu-2");
        await ClearsAsync("SweepVersionsDiffer");
    }
}
