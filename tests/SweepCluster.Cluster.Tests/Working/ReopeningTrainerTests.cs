using SweepCluster.Cluster.Tests.Actors;
using SweepCluster.Cluster.Working;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Storage.Nodes;

namespace SweepCluster.Cluster.Tests.Working;

public class ReopeningTrainerTests
{
    private static readonly InvalidOperationException Reset = new("the driver was reset");

    [Fact]
    public void A_device_that_failed_is_opened_anew_and_its_batch_fails_all_the_same()
    {
        var reopened = 0;
        var trainer = new ReopeningTrainer(new Scripted(Reset), () => reopened++, new ImpatientTime());

        Assert.Same(Reset, Assert.Throws<InvalidOperationException>(() => Train(trainer)));
        Assert.Equal(1, reopened);
    }

    [Fact]
    public void A_device_that_was_stopped_or_is_full_keeps_what_it_holds()
    {
        var trainer = new ReopeningTrainer(new Scripted(new OperationCanceledException(), new InsufficientMemoryException()), () => Assert.Fail(), new ImpatientTime());

        Assert.Throws<OperationCanceledException>(() => Train(trainer));
        Assert.Throws<InsufficientMemoryException>(() => Train(trainer));
    }

    [Fact]
    public void A_device_that_fails_again_and_again_rests_longer_and_longer_until_it_trains()
    {
        var clock = new ImpatientTime();
        var trainer = new ReopeningTrainer(new Scripted(Reset, Reset, Reset, Reset, null, Reset, Reset), () => { }, clock);

        Array.ForEach([1, 2, 3, 4], _ => Assert.Throws<InvalidOperationException>(() => Train(trainer)));
        Train(trainer);
        Array.ForEach([6, 7], _ => Assert.Throws<InvalidOperationException>(() => Train(trainer)));

        Assert.Equal([1, 2, 4, 1], clock.Waits.Select(rest => rest.TotalSeconds));
    }

    [Fact]
    public void Nobody_waits_for_the_rest_of_a_device_that_is_told_to_stop()
    {
        var trainer = new ReopeningTrainer(new Scripted(Reset, Reset), () => { }, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<InvalidOperationException>(() => Train(trainer, stop.Token));
        Assert.Throws<InvalidOperationException>(() => Train(trainer, stop.Token));
    }

    private static void Train(ReopeningTrainer trainer, CancellationToken stop = default) => trainer.Train(null!, _ => { }, (_, _) => { }, stop);

    /// <summary>Fails as told, one batch after the other; null trains.</summary>
    private sealed class Scripted(params Exception?[] failures) : ITrainer
    {
        private int _batches;

        public DeviceReport Report => new("cuda:0", "ilgpu/cuda/card", "Card", 1, null, []);

        public int CapacityFor(string shape) => 1;

        public void Train(TrainingBatch batch, Action<TrialResult> finished, Action<TrialId, EpochRecord> epochFinished, CancellationToken stop)
        {
            if (failures[_batches++] is { } failure)
            {
                throw failure;
            }
        }
    }
}
