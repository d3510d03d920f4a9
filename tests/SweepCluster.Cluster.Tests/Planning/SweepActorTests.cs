using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Cells;
using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;
using static SweepCluster.Cluster.Tests.Planning.SmallSweep;

namespace SweepCluster.Cluster.Tests.Planning;

public class SweepActorTests
{
    private readonly SweepActor _actor = new(SmallSweep.Ownership);

    [Fact]
    public void A_sweep_is_released_completed_and_finished_with_each_trial_once()
    {
        var (open, trained) = (new Queue<Chunk>(Load()), new List<TrialId>());
        List<SweepEffect> effects = [];
        while (open.TryDequeue(out var chunk))
        {
            trained.AddRange(chunk.Trials);
            Assert.Empty(effects.OfType<SweepEffect.Finish>());
            effects = Look(Stored, Done(chunk));
            foreach (var release in effects.OfType<SweepEffect.Release>().ToArray())
            {
                release.Chunks.ToList().ForEach(open.Enqueue);
                effects.AddRange(Tell(new SweepMessage.Released()));
            }
        }

        Assert.Equal(0, Assert.Single(effects.OfType<SweepEffect.Finish>()).Revision);
        Assert.True(trained.Count >= 4);
        Assert.Equal(trained.Count, trained.Distinct().Count());
    }

    [Fact]
    public void What_is_in_the_store_is_neither_trained_nor_released_again()
    {
        var all = Load();
        var trials = all.SelectMany(chunk => chunk.Trials).ToArray();
        var again = new SweepActor(new SweepOwnership(Stored.Id, 2));
        again.On(new SweepMessage.Start());
        var underWay = all[0] with { Id = new ChunkId(Stored.Id, 6), Trials = [trials[1]] };
        var effects = again.On(new SweepMessage.Loaded(Stored, Sweep, [ResultOf(trials[0])], [], [new ChunkStatus(underWay, ChunkState.Leased)], 7)).ToList();

        var released = Assert.Single(effects.OfType<SweepEffect.Release>()).Chunks;
        Assert.Equal(8, released.Min(chunk => chunk.Id.Number));
        Assert.Equal(trials[2..].ToHashSet(), released.SelectMany(chunk => chunk.Trials).ToHashSet());
        Assert.Equal([6L, .. released.Select(chunk => chunk.Id.Number)], Assert.Single(effects.OfType<SweepEffect.Look>()).Chunks.Order());
    }

    [Fact]
    public void A_sweep_that_was_extended_or_retried_is_read_again() =>
        Assert.IsType<SweepEffect.Load>(Assert.Single(AfterLoad(() => Look(Stored with { Revision = 1 }))));

    [Fact]
    public void A_cancelled_sweep_ends_its_actor_and_nothing_more_is_done()
    {
        Load();
        Assert.IsType<SweepEffect.Stop>(Assert.Single(Look(Stored with { State = SweepState.Cancelled })));
        Assert.Empty(Tell(new SweepMessage.Wake()));
    }

    [Fact]
    public void An_owner_that_lost_its_sweep_stops_without_a_word()
    {
        Load();
        Assert.IsType<SweepEffect.Stop>(Assert.Single(Tell(new SweepMessage.Disowned())));
        Assert.Empty(Tell(new SweepMessage.Released()));
    }

    [Fact]
    public void A_chunk_that_the_machine_failed_comes_again_whole_under_a_new_number_and_is_no_outcome()
    {
        var chunks = Load();
        var failed = chunks[0] with { Attempts = 1, Cause = "killed", FailedOn = "n1" };
        var effects = Look(Stored, new SettledChunk(failed, ChunkState.Failed, []));
        var replace = Assert.Single(effects.OfType<SweepEffect.Replace>());
        var by = Assert.Single(replace.By);
        Assert.Equal(failed.Trials, by.Trials);
        Assert.Equal((1, "n1"), (by.Attempts, by.FailedOn));
        Assert.True(by.Id.Number > chunks.Max(chunk => chunk.Id.Number));
        Assert.Empty(replace.Aside);
        Assert.DoesNotContain(effects, effect => effect is SweepEffect.Announce { News: SweepNews.Committed });
    }

    [Fact]
    public void A_trial_that_kills_every_worker_is_set_aside_and_the_sweep_goes_on_to_its_end()
    {
        var chunks = Load();
        var poison = chunks[0] with { Trials = [chunks[0].Trials[0]], Attempts = ChunkRetry.AloneAttempts, Cause = "killed" };
        var effects = Look(Stored, [.. chunks.Skip(1).Select(Done), new SettledChunk(poison, ChunkState.Failed, [])]);
        var replace = Assert.Single(effects.OfType<SweepEffect.Replace>());
        Assert.Equal(poison.Trials, replace.Aside);
        Assert.Empty(replace.By);
        Assert.Empty(effects.OfType<SweepEffect.Finish>());
        Assert.DoesNotContain(poison.Trials[0], ReleasedBy(effects).SelectMany(chunk => chunk.Trials));
    }

    [Fact]
    public void A_release_that_the_store_could_not_take_is_made_again_and_nothing_else_is_released_meanwhile()
    {
        Start();
        var release = Assert.Single(Tell(SmallSweep.Loaded).OfType<SweepEffect.Release>());
        var again = Assert.IsType<SweepEffect.Again>(Assert.Single(Tell(new SweepMessage.StoreFailed(release, new StoreException("away", new IOException(), isTransient: true)))));
        Assert.Same(release, again.Effect);
        Assert.Empty(Look(Stored).OfType<SweepEffect.Release>());
        Assert.Throws<StoreException>(() => Tell(new SweepMessage.StoreFailed(release, new StoreException("damaged"))));
    }

    [Fact]
    public void A_chunk_that_is_told_of_twice_is_taken_once()
    {
        var chunks = Load();
        Assert.Single(Look(Stored, Done(chunks[0])).OfType<SweepEffect.Announce>(), announce => announce.News is SweepNews.Committed);
        Assert.DoesNotContain(Look(Stored, Done(chunks[0])), effect => effect is SweepEffect.Announce { News: SweepNews.Committed });
    }

    [Fact]
    public void Of_a_paused_sweep_what_is_under_way_may_end_and_nothing_is_released_or_finished()
    {
        var chunks = Load();
        var paused = Stored with { State = SweepState.Paused, Revision = 1 };
        Assert.IsType<SweepEffect.Load>(Assert.Single(Look(paused)));
        Tell(SmallSweep.Loaded with { Stored = paused, Unsettled = [.. chunks.Select(chunk => new ChunkStatus(chunk, ChunkState.Leased))], LastNumber = chunks.Count - 1 });
        var effects = Look(paused, [.. chunks.Select(Done)]);
        Assert.IsType<SweepEffect.WakeWithin>(Assert.Single(effects));
    }

    [Fact]
    public void A_sweep_is_paused_when_its_time_is_up_and_not_before()
    {
        var chunks = Load();
        Assert.Empty(LookAt(Submitted + TimeSpan.FromMinutes(59), Stored).OfType<SweepEffect.Pause>());
        var effects = LookAt(Submitted + TimeSpan.FromHours(1), Stored, Done(chunks[0]));
        Assert.Single(effects.OfType<SweepEffect.Pause>());
        Assert.Single(effects, effect => effect is SweepEffect.Announce { News: SweepNews.OutOfTime });
        Assert.Single(effects, effect => effect is SweepEffect.Announce { News: SweepNews.Committed });
        Assert.Empty(ReleasedBy(effects));
    }

    [Fact]
    public void A_sweeps_time_may_begin_later_than_it_was_submitted()
    {
        var actor = new SweepActor(SmallSweep.Ownership, Submitted + TimeSpan.FromHours(5));
        actor.On(new SweepMessage.Start());
        actor.On(SmallSweep.Loaded);
        Assert.Empty(actor.On(new SweepMessage.Looked(Stored, [], [], Submitted + TimeSpan.FromHours(5.9))).OfType<SweepEffect.Pause>());
        Assert.Single(actor.On(new SweepMessage.Looked(Stored, [], [], Submitted + TimeSpan.FromHours(6))).OfType<SweepEffect.Pause>());
    }

    private void Start() => Assert.IsType<SweepEffect.Load>(Assert.Single(Tell(new SweepMessage.Start())));

    /// <summary>Takes the actor to where its first chunks are in the store.</summary>
    private IReadOnlyList<Chunk> Load()
    {
        Start();
        var released = ReleasedBy(Tell(SmallSweep.Loaded));
        Assert.NotEmpty(released);
        Tell(new SweepMessage.Released());
        return released;
    }

    private List<SweepEffect> AfterLoad(Func<List<SweepEffect>> act)
    {
        Load();
        return act();
    }

    private List<SweepEffect> Look(StoredSweep stored, params SettledChunk[] settled) => LookAt(Submitted, stored, settled);

    private List<SweepEffect> LookAt(DateTimeOffset now, StoredSweep stored, params SettledChunk[] settled) => Tell(new SweepMessage.Looked(stored, settled, [], now));

    private List<SweepEffect> Tell(SweepMessage message) => [.. _actor.On(message)];

    private static IReadOnlyList<Chunk> ReleasedBy(IEnumerable<SweepEffect> effects) => [.. effects.OfType<SweepEffect.Release>().SelectMany(release => release.Chunks)];
}
