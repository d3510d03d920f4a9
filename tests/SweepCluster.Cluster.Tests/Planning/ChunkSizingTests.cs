using SweepCluster.Cluster.Planning;
using SweepCluster.Storage.Nodes;

namespace SweepCluster.Cluster.Tests.Planning;

public class ChunkSizingTests
{
    [Fact]
    public void A_shape_that_nobody_has_trained_gets_the_size_for_unmeasured_ones() =>
        Assert.Equal(ChunkSizing.Unmeasured, ChunkSizing.Of("other", [NodeOf(new ShapeReport("s", 8, 100))]));

    [Theory]
    [InlineData(64, 5, 10)]
    [InlineData(8, 11, 24)]
    [InlineData(1, 0.01, 1)]
    [InlineData(8, 100_000, ChunkSizing.Largest)]
    public void A_chunk_takes_about_two_seconds_in_whole_populations(int capacity, double trialsPerSecond, int trials) =>
        Assert.Equal(trials, ChunkSizing.Of("s", [NodeOf(new ShapeReport("s", capacity, trialsPerSecond))]));

    [Fact]
    public void The_slowest_device_decides() =>
        Assert.Equal(4, ChunkSizing.Of("s", [NodeOf(new ShapeReport("s", 64, 50)), NodeOf(new ShapeReport("s", 4, 2))]));

    [Fact]
    public void While_there_are_few_devices_the_plan_runs_no_further_ahead() =>
        Assert.Equal(ChunkSizing.FewestUnderWay, ChunkSizing.MostUnderWay([NodeOf(new ShapeReport("s", 8, 100))]));

    [Fact]
    public void Each_of_many_devices_finds_another_chunk_when_it_has_done_its_own() =>
        Assert.Equal(400, ChunkSizing.MostUnderWay([.. Enumerable.Repeat(NodeOf(new ShapeReport("s", 8, 100)), 200)]));

    [Fact]
    public void A_device_with_room_for_many_chunks_counts_as_many() =>
        Assert.Equal(2 * 4096 / ChunkSizing.Largest * 8, ChunkSizing.MostUnderWay([.. Enumerable.Repeat(NodeOf(new ShapeReport("s", 4096, 100_000)), 8)]));

    private static KnownNode NodeOf(ShapeReport shape) => new(
        new NodeDescription("n", "n", ["worker"], "1", null, DateTimeOffset.UnixEpoch, [new DeviceReport("cpu", "cpu", "cpu", 0, null, [shape])]), TimeSpan.Zero);
}
