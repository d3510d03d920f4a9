using SweepCluster.Cluster.Planning;

namespace SweepCluster.Cluster.Tests.Planning;

public class SweepRestartTests
{
    [Fact]
    public void A_look_that_comes_back_while_the_sweep_is_read_again_does_not_stop_further_looks()
    {
        var actor = new SweepActor(SmallSweep.Ownership);
        actor.On(new SweepMessage.Start());
        Assert.Single(actor.On(SmallSweep.Loaded).OfType<SweepEffect.Look>());

        actor.On(new SweepMessage.Start());
        Assert.Empty(actor.On(new SweepMessage.Looked(SmallSweep.Stored, [], [], SmallSweep.Submitted)));
        Assert.Single(actor.On(SmallSweep.Loaded).OfType<SweepEffect.Look>());
    }
}
