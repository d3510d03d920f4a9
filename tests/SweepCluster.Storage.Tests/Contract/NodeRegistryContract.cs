using SweepCluster.Storage.Nodes;

namespace SweepCluster.Storage.Tests.Contract;

public abstract class NodeRegistryContract : StoreContract
{
    private protected NodeRegistryContract(IStorePlace place)
        : base(place)
    {
    }

    [Fact]
    public async Task A_node_reads_back_as_it_last_described_itself()
    {
        await Store.Nodes.HeartbeatAsync(NodeOf("1", "b"), None);
        var drained = NodeOf("1", "b") with { IsDraining = true, Address = null, Devices = [] };
        await Store.Nodes.HeartbeatAsync(drained, None);
        var known = Assert.Single(await Store.Nodes.ListAsync(None));
        Assert.Equal(drained, known.Description);
        Assert.InRange(known.SilentFor, TimeSpan.Zero, Hour);
    }

    [Fact]
    public async Task Nodes_are_listed_by_name_and_id_with_their_devices()
    {
        NodeDescription[] nodes = [NodeOf("2", "a"), NodeOf("1", "b"), NodeOf("3", "b")];
        foreach (var node in nodes.Reverse())
        {
            await Store.Nodes.HeartbeatAsync(node, None);
        }

        Assert.Equal(nodes, (await Store.Nodes.ListAsync(None)).Select(known => known.Description));
    }

    [Fact]
    public async Task A_node_that_leaves_is_gone()
    {
        await Store.Nodes.HeartbeatAsync(NodeOf("1", "a"), None);
        await Store.Nodes.LeaveAsync("1", None);
        await Store.Nodes.LeaveAsync("1", None);
        Assert.Empty(await Store.Nodes.ListAsync(None));
    }

    [Fact]
    public async Task Nodes_that_are_silent_for_too_long_are_forgotten_once()
    {
        await Store.Nodes.HeartbeatAsync(NodeOf("1", "a"), None);
        Assert.Empty(await Store.Nodes.ForgetAsync(Hour, None));
        Assert.Equal([NodeOf("1", "a")], await Store.Nodes.ForgetAsync(TimeSpan.Zero, None));
        Assert.Empty(await Store.Nodes.ForgetAsync(TimeSpan.Zero, None));
        Assert.Empty(await Store.Nodes.ListAsync(None));
    }

    private static NodeDescription NodeOf(string id, string name) => new(
        id,
        name,
        ["coordinator", "worker"],
        "0.1.0",
        "http://127.0.0.1:7500",
        Noon.AddMicroseconds(123457),
        [new DeviceReport("cuda:0", "cuda-9.0", "H200", 150L << 30, "training", [new ShapeReport("2-16-2", 4096, 1.0 / 3)]), new DeviceReport("cpu", "cpu-avx2", "a CPU", 1 << 30, null, [])]);
}
