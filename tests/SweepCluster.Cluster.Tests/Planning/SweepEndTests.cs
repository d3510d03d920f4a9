using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Cells;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;
using static SweepCluster.Cluster.Tests.Planning.SmallSweep;

namespace SweepCluster.Cluster.Tests.Planning;

/// <summary>Whoever watches a sweep hears of its end once, whichever way the actor learns of it.</summary>
public class SweepEndTests
{
    private static readonly StoredSweep Finished = Stored with { State = SweepState.Finished };

    private readonly SweepActor _actor = new(SmallSweep.Ownership);

    [Fact]
    public void The_answer_to_finishing_is_the_end()
    {
        Finish();
        AssertEnds(_actor.On(new SweepMessage.Finished(IsAccepted: true)));
    }

    [Fact]
    public void A_look_that_sees_the_sweep_finished_before_the_answer_is_here_is_the_end_and_the_answer_is_not_another()
    {
        Finish();
        AssertEnds(_actor.On(new SweepMessage.Looked(Finished, [], [], DateTimeOffset.UnixEpoch)));
        Assert.Empty(_actor.On(new SweepMessage.Finished(IsAccepted: true)));
    }

    [Fact]
    public void A_sweep_that_is_found_finished_when_it_is_read_again_has_its_end_announced()
    {
        Finish();
        var again = Assert.IsType<SweepEffect.Again>(Assert.Single(_actor.On(new SweepMessage.Finished(IsAccepted: false))));
        Assert.IsType<SweepEffect.Load>(again.Effect);
        AssertEnds(_actor.On(new SweepMessage.Loaded(Finished, Sweep, [], [], [], -1)));
    }

    [Fact]
    public void A_sweep_that_is_nobodys_because_it_has_just_finished_has_its_end_announced_all_the_same()
    {
        Finish();
        Assert.IsType<SweepEffect.LookBack>(Assert.Single(_actor.On(new SweepMessage.Displaced())));
        AssertEnds(_actor.On(new SweepMessage.LookedBack(SweepState.Finished)));
        Assert.Empty(_actor.On(new SweepMessage.Finished(IsAccepted: true)));
    }

    [Fact]
    public void A_sweep_that_another_coordinator_has_now_is_left_without_a_word()
    {
        Finish();
        Assert.IsType<SweepEffect.LookBack>(Assert.Single(_actor.On(new SweepMessage.Displaced())));
        Assert.IsType<SweepEffect.Stop>(Assert.Single(_actor.On(new SweepMessage.LookedBack(SweepState.Running))));
    }

    [Fact]
    public void A_cancelled_sweep_is_left_without_a_word()
    {
        Finish();
        Assert.IsType<SweepEffect.Stop>(Assert.Single(_actor.On(new SweepMessage.Looked(Stored with { State = SweepState.Cancelled }, [], [], DateTimeOffset.UnixEpoch))));
    }

    /// <summary>Takes the actor to where it wants the sweep marked as finished: the machine failed every trial.</summary>
    private void Finish()
    {
        Assert.IsType<SweepEffect.Load>(Assert.Single(_actor.On(new SweepMessage.Start())));
        TrialFailure[] failures = [.. Domain.Planning.Planner.For(Sweep).Ask(100).Trials.Select(trial => new TrialFailure(trial.Id, "worker lost", DateTimeOffset.UnixEpoch))];
        Assert.NotEmpty(failures);
        Assert.Single(_actor.On(new SweepMessage.Loaded(Stored, Sweep, [], failures, [], -1)).OfType<SweepEffect.Finish>());
    }

    private static void AssertEnds(IEnumerable<SweepEffect> effects) => Assert.Collection(
        effects,
        effect => Assert.IsType<SweepNews.Finished>(Assert.IsType<SweepEffect.Announce>(effect).News),
        effect => Assert.IsType<SweepEffect.Stop>(effect));
}
