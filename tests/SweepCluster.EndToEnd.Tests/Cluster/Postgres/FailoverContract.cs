using System.Diagnostics;
using Xunit.Abstractions;

namespace SweepCluster.EndToEnd.Tests.Cluster.Postgres;

/// <summary>What becomes of a sweep when coordinators die.</summary>
/// <param name="engine">As users choose it.</param>
public abstract class FailoverContract(ClusterServer shared, string engine, ITestOutputHelper output)
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task The_sweep_of_a_killed_coordinator_is_the_others_and_goes_on_in_less_than_ten_seconds()
    {
        var reference = await shared.ReferenceAsync();
        // With the settings that nodes have by default: that is what is promised.
        await using var cluster = await TestCluster.StartAsync(shared.Server, engine, coordinators: 2, workers: 1, settings: []);
        var sweep = await cluster.SubmitAsync(reference.File);
        await Until.HoldsAsync("the sweep is under way", async () => await cluster.OwnerAsync() is not null && await cluster.Contents.TrialsAsync() > 20);
        var owner = (await cluster.OwnerAsync())!;
        var other = cluster.Coordinators.Single(coordinator => coordinator != owner);
        var heir = await other.Node.IdAsync();

        await owner.Node.KillAsync();
        var died = Stopwatch.GetTimestamp();
        var released = await cluster.Contents.LastChunkAsync();
        await Until.HoldsAsync("the other coordinator has the sweep", async () => await cluster.Contents.OwnerAsync() == heir || await cluster.Contents.IsFinishedAsync());
        var owned = Stopwatch.GetElapsedTime(died);
        await Until.HoldsAsync("the sweep goes on", async () => await cluster.Contents.LastChunkAsync() > released || await cluster.Contents.IsFinishedAsync());
        var wentOn = Stopwatch.GetElapsedTime(died);
        output.WriteLine($"Owned after {owned.TotalSeconds:F1} s, going on after {wentOn.TotalSeconds:F1} s.");

        Assert.True(wentOn < Promised, $"The sweep went on only after {wentOn}.");
        await cluster.FinishedAsync();
        await cluster.AssertEqualsAsync(reference, sweep);
    }

    [Fact]
    public async Task Without_a_coordinator_workers_finish_what_they_hold_and_wait_for_a_new_one()
    {
        var reference = await shared.ReferenceAsync();
        await using var cluster = await TestCluster.StartAsync(shared.Server, engine, coordinators: 1, workers: 1);
        var sweep = await cluster.SubmitAsync(reference.File);
        await Until.HoldsAsync("the sweep is under way", async () => await cluster.Contents.TrialsAsync() > 20);

        await cluster.Coordinators.Single().Node.KillAsync();
        await Until.HoldsAsync("everything that was released is trained", async () => await cluster.Contents.CountsAsync() is { Unsettled: 0, Leases: 0 });
        Assert.False(await cluster.Contents.IsFinishedAsync());
        Assert.True(cluster.Workers.Single().IsUp);

        await cluster.Add("coordinator").StartAsync();
        await cluster.FinishedAsync();
        await cluster.AssertEqualsAsync(reference, sweep);
    }
}
