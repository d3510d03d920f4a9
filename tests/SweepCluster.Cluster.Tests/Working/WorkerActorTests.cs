using SweepCluster.Cluster.Working;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;

namespace SweepCluster.Cluster.Tests.Working;

public class WorkerActorTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);
    private static readonly StoreException Away = new("away", new IOException(), isTransient: true);

    private readonly WorkerActor _actor = new(["cpu"], Duration);

    [Fact]
    public void A_free_device_asks_for_one_trial_until_it_knows_its_capacity()
    {
        Assert.Equal([new WorkerEffect.Ask("cpu", 1), new WorkerEffect.RenewAfter(Duration / 3)], Tell(new WorkerMessage.Start()));
        Begin(LeaseOf(0));
        Assert.Equal(new WorkerEffect.Ask("cpu", 48), Assert.Single(Train(LeaseOf(0), capacity: 48).OfType<WorkerEffect.Ask>()));
    }

    [Fact]
    public void A_worker_that_asks_in_vain_again_and_again_rests_ever_longer_until_it_finds_something()
    {
        Tell(new WorkerMessage.Start());
        var rests = Enumerable.Range(0, 16).Select(_ =>
        {
            var wake = Assert.Single(Tell(new WorkerMessage.Leased("cpu", [])).OfType<WorkerEffect.WakeWithin>());
            Tell(new WorkerMessage.Wake());
            return wake.Rest.TotalMilliseconds;
        }).ToArray();
        Assert.Equal([0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 500, 500, 500, 500, 500], rests);

        Begin(LeaseOf(0));
        Train(LeaseOf(0));
        Assert.Equal(TimeSpan.Zero, Assert.Single(Tell(new WorkerMessage.Leased("cpu", [])).OfType<WorkerEffect.WakeWithin>()).Rest);
    }

    [Fact]
    public void What_is_finished_is_handed_in_and_a_machine_that_failed_says_why()
    {
        Tell(new WorkerMessage.Start());
        Begin(LeaseOf(0));
        Assert.Equal(IdOf(0), Assert.Single(Train(LeaseOf(0)).OfType<WorkerEffect.Complete>()).Lease);
        Begin(LeaseOf(1));
        Assert.Equal([new WorkerEffect.Fail(IdOf(1), "out of memory")], Train(LeaseOf(1), failure: "out of memory").OfType<WorkerEffect.Fail>());
    }

    [Fact]
    public void A_lease_that_was_lost_stops_its_training_only_when_no_other_of_the_device_is_left()
    {
        Tell(new WorkerMessage.Start());
        Begin(LeaseOf(0), LeaseOf(1));
        Assert.Empty(Tell(new WorkerMessage.Renewed([IdOf(0), IdOf(1)], [IdOf(1)])).OfType<WorkerEffect.StopTraining>());
        Assert.Equal([new WorkerEffect.StopTraining("cpu")], Tell(new WorkerMessage.Renewed([IdOf(0), IdOf(1)], [])).OfType<WorkerEffect.StopTraining>());
    }

    [Fact]
    public void What_is_held_and_what_waits_to_be_handed_in_is_renewed()
    {
        Tell(new WorkerMessage.Start());
        Begin(LeaseOf(0));
        Train(LeaseOf(0));
        Begin(LeaseOf(1));
        Assert.Equal([IdOf(0), IdOf(1)], Renewed().OrderBy(lease => lease.Chunk.Number));
        Tell(new WorkerMessage.HandedIn(IdOf(0), Completion.Accepted));
        Assert.Equal([IdOf(1)], Renewed());
    }

    [Fact]
    public void A_completion_that_the_store_could_not_take_is_made_again()
    {
        Tell(new WorkerMessage.Start());
        Begin(LeaseOf(0));
        var complete = Assert.Single(Train(LeaseOf(0)).OfType<WorkerEffect.Complete>());
        Assert.Same(complete, Assert.IsType<WorkerEffect.Again>(Assert.Single(Tell(new WorkerMessage.StoreFailed(complete, Away)))).Effect);
        Assert.Throws<StoreException>(() => Tell(new WorkerMessage.StoreFailed(complete, new StoreException("damaged"))));
    }

    [Fact]
    public void A_worker_leases_no_more_while_too_many_completions_wait()
    {
        Tell(new WorkerMessage.Start());
        for (var number = 0; number < WorkerActor.SpoolPerDevice; number++)
        {
            Begin(LeaseOf(number));
            var asks = Train(LeaseOf(number)).OfType<WorkerEffect.Ask>();
            Assert.Equal(number < WorkerActor.SpoolPerDevice - 1 ? 1 : 0, asks.Count());
            Assert.Equal(number + 1, _actor.SpoolDepth);
        }

        Assert.Single(Tell(new WorkerMessage.HandedIn(IdOf(3), Completion.Accepted)).OfType<WorkerEffect.Ask>());
        Assert.Equal(WorkerActor.SpoolPerDevice - 1, _actor.SpoolDepth);
    }

    [Fact]
    public void A_patient_drain_trains_to_the_end_hands_in_and_stops_once()
    {
        Tell(new WorkerMessage.Start());
        Begin(LeaseOf(0));
        Assert.Empty(Tell(new WorkerMessage.Drain(IsPatient: true)));
        Assert.IsType<WorkerEffect.Complete>(Assert.Single(Train(LeaseOf(0))));
        Assert.IsType<WorkerEffect.Stop>(Assert.Single(Tell(new WorkerMessage.HandedIn(IdOf(0), Completion.Accepted))));
        Assert.Empty(Tell(new WorkerMessage.Drain(IsPatient: true)));
    }

    [Fact]
    public void A_hasty_drain_stops_training_and_hands_back_what_is_finished()
    {
        Tell(new WorkerMessage.Start());
        Begin(LeaseOf(0));
        Assert.Equal([new WorkerEffect.StopTraining("cpu")], Tell(new WorkerMessage.Drain(IsPatient: false)));
        Assert.Equal(IdOf(0), Assert.IsType<WorkerEffect.HandBack>(Assert.Single(Train(LeaseOf(0), isStopped: true))).Lease);
    }

    [Fact]
    public void Chunks_that_arrive_after_a_drain_began_are_handed_back_untouched()
    {
        Tell(new WorkerMessage.Start());
        Assert.Empty(Tell(new WorkerMessage.Drain(IsPatient: true)));
        var back = Assert.IsType<WorkerEffect.HandBack>(Assert.Single(Begin(LeaseOf(0))));
        Assert.Equal(IdOf(0), back.Lease);
        Assert.Empty(back.Finished);
        Assert.IsType<WorkerEffect.Stop>(Assert.Single(Tell(new WorkerMessage.HandedIn(IdOf(0), null))));
    }

    [Fact]
    public void A_chunk_that_failed_before_waits_until_the_node_is_free_and_trains_alone()
    {
        var actor = new WorkerActor(["a", "b"], Duration);
        Assert.Equal(2, actor.On(new WorkerMessage.Start()).OfType<WorkerEffect.Ask>().Count());
        actor.On(new WorkerMessage.Leased("a", [LeaseOf(0)]));
        Assert.IsType<WorkerEffect.HandBack>(Assert.Single(actor.On(new WorkerMessage.Leased("b", [LeaseOf(1, attempts: 1)]))));
        Assert.Empty(actor.On(new WorkerMessage.HandedIn(IdOf(1), null)));

        // Room is made: one device asks, gets the suspect, and the other rests as long as it trains.
        var ask = Assert.Single(actor.On(new WorkerMessage.Trained("a", EndOf(LeaseOf(0)), 4)).OfType<WorkerEffect.Ask>());
        Assert.IsType<WorkerEffect.Train>(Assert.Single(actor.On(new WorkerMessage.Leased(ask.Device, [LeaseOf(1, attempts: 1)]))));
        Assert.Empty(actor.On(new WorkerMessage.Wake()).OfType<WorkerEffect.Ask>());
    }

    private List<WorkerEffect> Tell(WorkerMessage message) => [.. _actor.On(message)];

    private List<WorkerEffect> Begin(params Lease[] leases) => Tell(new WorkerMessage.Leased("cpu", leases));

    private List<WorkerEffect> Train(Lease lease, int capacity = 1, bool isStopped = false, string? failure = null) =>
        Tell(new WorkerMessage.Trained("cpu", EndOf(lease) with { IsStopped = isStopped, Failure = failure }, capacity));

    private IEnumerable<LeaseId> Renewed() => Assert.IsType<WorkerEffect.Renew>(Assert.Single(Tell(new WorkerMessage.RenewalDue()))).Leases;

    private static TrainingEnd EndOf(Lease lease) =>
        new(new Dictionary<LeaseId, IReadOnlyList<TrialResult>> { [lease.Id] = [] }, IsStopped: false, Failure: null);

    private static Lease LeaseOf(long number, int attempts = 0) =>
        new(new Chunk(new ChunkId(new SweepId("a"), number), "s", [new TrialId(new CellId($"B={number}"), 0)], attempts), 1);

    private static LeaseId IdOf(long number) => new(new ChunkId(new SweepId("a"), number), 1);
}
