using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Http.Events;
using SweepCluster.Storage.Events;
using SweepCluster.Storage.Sweeps;
using SweepCluster.Testing;

namespace SweepCluster.Node.Tests.Http.Events;

/// <summary>What many listeners want to know is asked of the store once.</summary>
public sealed class SharedLookTests : IAsyncDisposable
{
    private static readonly SweepId Sweep = new("one");
    private static readonly TimeSpan HalfASecond = TimeSpan.FromMilliseconds(500);

    private readonly CountedStore _counted = new();
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task However_many_look_at_a_sweep_it_is_read_twice_a_second()
    {
        await CreateAsync();
        var board = new StandingBoard(_counted.Store, _clock);

        var first = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => board.OfAsync(Sweep, default)));
        Assert.Equal((1, 1), (_counted.Calls("sweeps.find"), _counted.Calls("results.count")));
        Assert.Single(first.Distinct());

        _clock.Advance(HalfASecond);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => board.OfAsync(Sweep, default)));
        Assert.Equal((2, 2), (_counted.Calls("sweeps.find"), _counted.Calls("results.count")));
    }

    [Fact]
    public async Task A_sweep_that_has_not_changed_stands_as_the_same_object_and_one_that_has_as_another()
    {
        await CreateAsync();
        var board = new StandingBoard(_counted.Store, _clock);
        var first = await board.OfAsync(Sweep, default);

        _clock.Advance(HalfASecond);
        var unchanged = await board.OfAsync(Sweep, default);
        await _counted.Store.Sweeps.ReviseAsync(Sweep, first!.Sweep.Revision, "file", 7, default);
        _clock.Advance(HalfASecond);
        var changed = await board.OfAsync(Sweep, default);

        Assert.Same(first, unchanged);
        Assert.Equal((0, 7), (first.Sweep.Priority, changed!.Sweep.Priority));
    }

    [Fact]
    public async Task A_sweep_that_comes_later_is_found()
    {
        var board = new StandingBoard(_counted.Store, _clock);
        Assert.Null(await board.OfAsync(Sweep, default));

        await CreateAsync();
        _clock.Advance(HalfASecond);

        Assert.NotNull(await board.OfAsync(Sweep, default));
    }

    [Fact]
    public async Task Those_who_have_heard_everything_cause_two_reads_a_second_and_hear_what_comes()
    {
        var tail = new EventTail(_counted.Store, _clock);
        await AppendAsync("one");
        var last = Assert.Single(await tail.ReadAsync(null, 0, 10, default)).Sequence;

        await AppendAsync("two");
        for (var listener = 0; listener < 100; listener++)
        {
            Assert.Empty(await tail.ReadAsync(null, last, 10, default));
        }

        Assert.Equal(1, _counted.Calls("events.read"));
        _clock.Advance(HalfASecond);
        Assert.Equal("two", Assert.Single(await tail.ReadAsync(null, last, 10, default)).Text);
    }

    [Fact]
    public async Task One_who_is_behind_reads_at_once_and_listeners_of_a_sweep_are_not_held_back_by_those_of_all()
    {
        var tail = new EventTail(_counted.Store, _clock);
        await CreateAsync();
        await AppendAsync("one");
        await AppendAsync("two");
        var all = await tail.ReadAsync(null, 0, 10, default);

        Assert.Equal("two", Assert.Single(await tail.ReadAsync(null, all[0].Sequence, 10, default)).Text);
        await _counted.Store.Events.AppendAsync(new StoredEvent(0, Sweep, "noted", "of the sweep", DateTimeOffset.UnixEpoch), default);
        Assert.Equal("of the sweep", Assert.Single(await tail.ReadAsync(Sweep, all[1].Sequence, 10, default)).Text);
    }

    public ValueTask DisposeAsync() => _counted.DisposeAsync();

    private Task<bool> CreateAsync() => _counted.Store.Sweeps.CreateAsync(new StoredSweep(Sweep, "one", "file", DateTimeOffset.UnixEpoch), default);

    private Task AppendAsync(string text) => _counted.Store.Events.AppendAsync(new StoredEvent(0, null, "noted", text, DateTimeOffset.UnixEpoch), default);
}
