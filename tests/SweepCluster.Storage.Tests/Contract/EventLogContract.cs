using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Events;

namespace SweepCluster.Storage.Tests.Contract;

public abstract class EventLogContract : StoreContract
{
    private static readonly SweepId A = new("a");
    private static readonly SweepId B = new("b");

    private protected EventLogContract(IStorePlace place)
        : base(place)
    {
    }

    [Fact]
    public async Task Events_read_back_in_their_order_by_sweep_or_all_after_a_sequence()
    {
        await CreateAsync();
        await Store.Events.AppendAsync(EventOf(A, "submitted", 0), None);
        await Store.Events.AppendAsync(EventOf(null, "node-joined", 1), None);
        await Store.Events.AppendAsync(EventOf(B, "submitted", 2), None);
        await Store.Events.AppendAsync(EventOf(A, "finished", 3), None);

        var all = await Store.Events.ReadAsync(null, 0, 100, None);
        Assert.Equal(
            [EventOf(A, "submitted", 0), EventOf(null, "node-joined", 1), EventOf(B, "submitted", 2), EventOf(A, "finished", 3)],
            all.Select(stored => stored with { Sequence = 0 }));
        Assert.Equal(all.Select(stored => stored.Sequence).Order().Distinct(), all.Select(stored => stored.Sequence));
        Assert.True(all[0].Sequence > 0);
        Assert.Equal([all[0], all[3]], await Store.Events.ReadAsync(A, 0, 100, None));
        Assert.Equal([all[3]], await Store.Events.ReadAsync(A, all[0].Sequence, 100, None));
        Assert.Equal([all[1], all[2]], await Store.Events.ReadAsync(null, all[0].Sequence, 2, None));
        Assert.Empty(await Store.Events.ReadAsync(new SweepId("nobody"), 0, 100, None));
    }

    [Fact]
    public async Task An_append_repeated_because_its_answer_was_lost_is_one_event()
    {
        await Store.Events.AppendAsync(EventOf(null, "node-joined", 1), None);
        await Store.Events.AppendAsync(EventOf(null, "node-joined", 1), None);
        await Store.Events.AppendAsync(EventOf(null, "node-joined", 1) with { Text = "another" }, None);
        Assert.Equal(2, (await Store.Events.ReadAsync(null, 0, 100, None)).Count);
    }

    [Fact]
    public async Task Each_sweep_and_the_cluster_keep_their_newest_events()
    {
        await CreateAsync();
        var store = await OpenAsync(new StoreOptions { KeptEvents = 5 });
        await store.Events.AppendAsync(EventOf(B, "submitted", 0), None);
        for (var i = 0; i < 12; i++)
        {
            await store.Events.AppendAsync(EventOf(A, "tick", i), None);
            await store.Events.AppendAsync(EventOf(null, "tick", i), None);
        }

        Assert.Equal(Enumerable.Range(7, 5).Select(i => Noon.AddMicroseconds(i)), (await store.Events.ReadAsync(A, 0, 100, None)).Select(stored => stored.At));
        Assert.Single(await store.Events.ReadAsync(B, 0, 100, None));
        Assert.Equal(11, (await store.Events.ReadAsync(null, 0, 100, None)).Count);
    }

    [Fact]
    public async Task An_event_of_an_unknown_sweep_is_refused()
    {
        var failure = await Assert.ThrowsAsync<StoreException>(() => Store.Events.AppendAsync(EventOf(new SweepId("nobody"), "x", 0), None));
        Assert.False(failure.IsTransient);
        Assert.Contains("nobody", failure.Message, StringComparison.Ordinal);
    }

    private async Task CreateAsync()
    {
        await Store.Sweeps.CreateAsync(SweepOf(A.Text), None);
        await Store.Sweeps.CreateAsync(SweepOf(B.Text), None);
    }

    private static StoredEvent EventOf(SweepId? sweep, string kind, int microsecond) => new(0, sweep, kind, $"Something happened: {kind}.", Noon.AddMicroseconds(microsecond));
}
