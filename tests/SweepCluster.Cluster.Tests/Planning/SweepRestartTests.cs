using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Tests.Planning;

public class SweepRestartTests
{
    private const string File = """
        name: one
        family: polynomial-network
        dataset: {name: spirals, train: 64}
        axes: [{parameter: B, values: [2, 4]}]
        budget: {epochs: 1, batch: 32}
        """;

    [Fact]
    public void A_look_that_comes_back_while_the_sweep_is_read_again_does_not_stop_further_looks()
    {
        var sweep = SweepFileReader.Read(File, "one.yaml", []).Sweep!;
        var stored = new StoredSweep(new SweepId("one"), "one", File, DateTimeOffset.UnixEpoch);
        var loaded = new SweepMessage.Loaded(stored, sweep, [], [], [], -1);
        var actor = new SweepActor(new SweepOwnership(stored.Id, 1));
        actor.On(new SweepMessage.Start());
        Assert.Single(actor.On(loaded).OfType<SweepEffect.Look>());

        actor.On(new SweepMessage.Start());
        Assert.Empty(actor.On(new SweepMessage.Looked(stored, [], [], DateTimeOffset.UnixEpoch)));
        Assert.Single(actor.On(loaded).OfType<SweepEffect.Look>());
    }
}
