namespace SweepCluster.EndToEnd.Tests.Cluster.Postgres;

/// <summary>How nodes leave.</summary>
/// <param name="engine">As users choose it.</param>
public abstract class DrainContract(ClusterServer shared, string engine)
{
    private const int EndedBySigterm = 128 + 15;

    [Fact]
    public async Task A_worker_that_is_told_to_end_hands_everything_in_and_leaves_no_lease_behind()
    {
        var reference = await shared.ReferenceAsync();
        await using var cluster = await TestCluster.StartAsync(shared.Server, engine, coordinators: 1, workers: 1, settings: []);
        var sweep = await cluster.SubmitAsync(reference.File);
        var worker = cluster.Workers.Single();
        var id = await worker.Node.IdAsync();
        await Until.HoldsAsync("the worker trains", async () => await cluster.Contents.TrialsAsync() > 0 && await cluster.Contents.LeasesAsync(id) > 0);

        worker.Node.Terminate();
        Assert.Equal(0, await worker.Node.EndAsync());
        Assert.Equal(0, await cluster.Contents.LeasesAsync());
        Assert.False(await cluster.Contents.IsFinishedAsync());
        Assert.False(await cluster.Contents.KnowsNodeAsync(id));

        await cluster.Add("worker").StartAsync();
        await cluster.FinishedAsync();
        await cluster.AssertEqualsAsync(reference, sweep);
        Assert.Equal(0, await cluster.Contents.AttemptsAsync());
    }

    [Fact]
    public async Task A_second_signal_ends_a_node_that_cannot_hand_in_at_once_and_nothing_is_lost()
    {
        var reference = await shared.ReferenceAsync();
        await using var cluster = await TestCluster.StartAsync(shared.Server, engine, coordinators: 1, workers: 1);
        var sweep = await cluster.SubmitAsync(reference.File);
        var worker = cluster.Workers.Single();
        var id = await worker.Node.IdAsync();
        await Until.HoldsAsync("the worker trains", async () => await cluster.Contents.TrialsAsync() > 0 && await cluster.Contents.LeasesAsync(id) > 0);

        worker.Line.Freeze();
        worker.Node.Terminate();
        await Until.HoldsAsync("the worker drains", () => worker.Node.Log.Any(line => line.Contains("Draining", StringComparison.Ordinal)));
        Assert.False(worker.Node.HasEnded);
        worker.Node.Terminate();
        Assert.Equal(EndedBySigterm, await worker.Node.EndAsync());
        worker.Line.Mend();

        await worker.StartAsync();
        await cluster.FinishedAsync();
        await cluster.AssertEqualsAsync(reference, sweep);
    }

    [Fact]
    public async Task Workers_join_a_sweep_that_runs_and_leave_it()
    {
        var reference = await shared.ReferenceAsync();
        await using var cluster = await TestCluster.StartAsync(shared.Server, engine, coordinators: 1, workers: 1, settings: []);
        var sweep = await cluster.SubmitAsync(reference.File);
        var first = cluster.Workers.Single();
        await Until.HoldsAsync("the first worker trains", async () => await cluster.Contents.TrialsAsync() > 0);

        var second = cluster.Add("worker");
        await second.StartAsync();
        first.Node.Terminate();
        Assert.Equal(0, await first.Node.EndAsync());
        var left = await cluster.Contents.TrialsAsync();
        await Until.HoldsAsync("the second worker trains", async () => await cluster.Contents.TrialsAsync() > left || await cluster.Contents.IsFinishedAsync());

        await cluster.FinishedAsync();
        await cluster.AssertEqualsAsync(reference, sweep);
    }

    [Fact]
    public async Task Nodes_that_are_restarted_in_turn_lose_nothing_and_train_nothing_twice()
    {
        var reference = await shared.LongReferenceAsync();
        await using var cluster = await TestCluster.StartAsync(shared.Server, engine, coordinators: 0, workers: 0, settings: []);
        var members = Enumerable.Range(0, 3).Select(_ => cluster.Add("coordinator,worker")).ToArray();
        await Task.WhenAll(members.Select(member => member.StartAsync()));
        var sweep = await cluster.SubmitAsync(reference.File);
        foreach (var member in members)
        {
            var trained = await cluster.Contents.TrialsAsync();
            // On a machine that is fast enough the last one is restarted behind the sweep's end.
            await Until.HoldsAsync("the sweep goes on", async () => await cluster.Contents.TrialsAsync() > trained || await cluster.Contents.IsFinishedAsync());
            var id = await member.Node.IdAsync();
            member.Node.Terminate();
            Assert.Equal(0, await member.Node.EndAsync());
            Assert.Equal(0, await cluster.Contents.LeasesAsync(id));
            Assert.False(await cluster.Contents.KnowsNodeAsync(id));
            await member.StartAsync();
        }

        await cluster.FinishedAsync();
        await cluster.AssertEqualsAsync(reference, sweep);
        Assert.Equal(0, await cluster.Contents.AttemptsAsync());
    }
}
