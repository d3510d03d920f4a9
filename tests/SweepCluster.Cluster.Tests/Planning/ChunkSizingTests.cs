using SweepCluster.Cluster.Planning;
using SweepCluster.Storage.Nodes;

namespace SweepCluster.Cluster.Tests.Planning;

public class ChunkSizingTests
{
    private const long Plenty = 1_000_000;

    [Fact]
    public void A_shape_that_nobody_has_trained_gets_the_size_for_unmeasured_ones() =>
        Assert.Equal(ChunkSizing.Unmeasured, new ChunkSizing([NodeOf(new ShapeReport("s", 8, 100))]).SizeOf("other", Plenty));

    [Theory]
    [InlineData(64, 5, 10)]
    [InlineData(8, 11, 24)]
    [InlineData(1, 0.01, 1)]
    [InlineData(8, 100_000, ChunkSizing.Largest)]
    public void A_chunk_takes_about_two_seconds_in_whole_populations(int capacity, double trialsPerSecond, int trials) =>
        Assert.Equal(trials, new ChunkSizing([NodeOf(new ShapeReport("s", capacity, trialsPerSecond))]).SizeOf("s", Plenty));

    [Fact]
    public void The_slowest_device_decides() =>
        Assert.Equal(4, new ChunkSizing([NodeOf(new ShapeReport("s", 64, 50)), NodeOf(new ShapeReport("s", 4, 2))]).SizeOf("s", Plenty));

    [Fact]
    public void While_there_are_few_devices_the_plan_runs_no_further_ahead() =>
        Assert.Equal(ChunkSizing.FewestUnderWay, new ChunkSizing([NodeOf(new ShapeReport("s", 8, 100))]).MostUnderWay);

    [Fact]
    public void Each_of_many_devices_finds_another_chunk_when_it_has_done_its_own() =>
        Assert.Equal(400, new ChunkSizing([.. Enumerable.Repeat(NodeOf(new ShapeReport("s", 8, 100)), 200)]).MostUnderWay);

    [Fact]
    public void A_device_with_room_for_many_chunks_counts_as_many() =>
        Assert.Equal(2 * 4096 / ChunkSizing.Largest * 8, new ChunkSizing([.. Enumerable.Repeat(NodeOf(new ShapeReport("s", 4096, 100_000)), 8)]).MostUnderWay);

    [Fact]
    public void The_last_trials_are_cut_so_that_every_device_gets_some()
    {
        var sizing = new ChunkSizing([.. Enumerable.Repeat(NodeOf(new ShapeReport("s", 64, 50)), 10)]);
        Assert.Equal(100, sizing.SizeOf("s", 1000));
        Assert.Equal(5, sizing.SizeOf("s", 41));
        Assert.Equal(1, sizing.SizeOf("s", 3));
    }

    [Fact]
    public void Fewer_trials_than_the_devices_have_room_for_are_shared_out()
    {
        var sizing = new ChunkSizing([NodeOf(new ShapeReport("s", 768, 50)), NodeOf(new ShapeReport("s", 256, 20))]);
        Assert.Equal(1024, sizing.Room);
        Assert.Equal(0.25, sizing.ShareOf("s", 256));
        Assert.Equal(1, sizing.ShareOf("s", 1024));
        Assert.Equal(1, sizing.ShareOf("nobody has trained it", 1));
    }

    private static KnownNode NodeOf(ShapeReport shape) => new(
        new NodeDescription("n", "n", ["worker"], "1", null, DateTimeOffset.UnixEpoch, [new DeviceReport("cpu", "cpu", "cpu", 0, null, [shape])]), TimeSpan.Zero);
}
