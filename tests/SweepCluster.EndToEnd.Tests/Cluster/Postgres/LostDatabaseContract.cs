namespace SweepCluster.EndToEnd.Tests.Cluster.Postgres;

/// <summary>What nodes do while they do not reach the database.</summary>
/// <param name="engine">As users choose it.</param>
public abstract class LostDatabaseContract(ClusterServer shared, string engine)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Results_that_are_ready_while_the_database_is_away_are_delivered_when_it_is_back(bool isKilled)
    {
        var reference = await shared.ReferenceAsync();
        // Leases outlast what happens here, so that every result must come from the worker that began it.
        await using var cluster = await TestCluster.StartAsync(shared.Server, engine, coordinators: 1, workers: 1, settings: ["--lease-duration", "10m", "--lease-heartbeat", "0.5s"]);
        var sweep = await cluster.SubmitAsync(reference.File);
        var worker = cluster.Workers.Single();
        var id = await worker.Node.IdAsync();
        await Until.HoldsAsync("the worker trains", async () => await cluster.Contents.TrialsAsync() > 0 && await cluster.Contents.LeasesAsync(id) > 0);

        await (isKilled ? cluster.Server.KillAsync() : cluster.Server.StopAsync());
        await Task.WhenAll(cluster.Members.Select(member => Until.HoldsAsync(
            $"{member.Name} misses the database", () => member.Node.Log.Any(line => line.Contains("heartbeat", StringComparison.Ordinal)))));
        await cluster.Server.StartAgainAsync();

        await cluster.FinishedAsync();
        await cluster.AssertEqualsAsync(reference, sweep);
        Assert.All(cluster.Members, member => Assert.True(member.IsUp, member.Name));
        Assert.Equal(0, await cluster.Contents.AttemptsAsync());
    }

    [Fact]
    public async Task A_worker_that_is_cut_off_finds_its_trials_trained_by_others_and_doubles_none()
    {
        var reference = await shared.ReferenceAsync();
        // Where the machine does not allow networks of their own, a line that passes nothing is the next best.
        var network = await NetworkNamespace.TryCreateAsync(number: 0);
        await using var cluster = await TestCluster.StartAsync(shared.Server, engine, coordinators: 1, workers: 1, host: network?.Host);
        var lonely = cluster.Add("worker", network);
        await lonely.StartAsync();
        var id = await lonely.Node.IdAsync();
        var sweep = await cluster.SubmitAsync(reference.File);
        await Until.HoldsAsync("the lonely worker trains", async () => await cluster.Contents.LeasesAsync(id) > 0);

        if (network is null)
        {
            lonely.Line.Freeze();
        }
        else
        {
            await network.PullAsync();
        }

        await Until.HoldsAsync("its leases run out", async () => await cluster.Contents.LeasesAsync(id) == 0 && await cluster.Contents.AttemptsAsync() > 0);
        if (network is null)
        {
            lonely.Line.Mend();
        }
        else
        {
            await network.PlugAsync();
        }

        await cluster.FinishedAsync();
        await cluster.AssertEqualsAsync(reference, sweep);
        await Until.HoldsAsync("the lonely worker is there", () => lonely.IsUp);
    }
}
