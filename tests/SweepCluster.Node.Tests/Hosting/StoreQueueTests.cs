using System.Collections.Concurrent;
using SweepCluster.Node.Hosting;
using SweepCluster.Storage;

namespace SweepCluster.Node.Tests.Hosting;

public sealed class StoreQueueTests
{
    private readonly ConcurrentQueue<int> _written = new();
    private readonly List<int> _left = [];

    [Fact]
    public async Task What_waits_is_written_in_order_before_the_end()
    {
        await using (var queue = new StoreQueue<int>(WriteAsync, (_, _) => { }, _left.Add, TimeProvider.System))
        {
            Assert.All(Enumerable.Range(1, 100), number => Assert.True(queue.TryAdd(number)));
        }

        Assert.Equal(Enumerable.Range(1, 100), _written);
        Assert.Empty(_left);
    }

    [Fact]
    public async Task What_comes_when_it_is_full_is_refused_and_what_the_store_never_took_is_counted()
    {
        var clock = new HastyClock();
        var asked = new TaskCompletionSource();
        var queue = new StoreQueue<int>(AwayAsync, (_, _) => { }, _left.Add, clock);
        Assert.True(queue.TryAdd(0));
        await asked.Task;
        Assert.All(Enumerable.Range(1, StoreQueue<int>.Capacity), number => Assert.True(queue.TryAdd(number)));
        Assert.False(queue.TryAdd(-1));
        Assert.Equal(StoreQueue<int>.Capacity, queue.Depth);

        var end = queue.DisposeAsync().AsTask();
        await end;
        Assert.Equal([StoreQueue<int>.Capacity], _left);

        Task AwayAsync(int number, CancellationToken cancellation)
        {
            asked.TrySetResult();
            return Task.Delay(Timeout.Infinite, cancellation);
        }
    }

    [Fact]
    public async Task What_the_store_refuses_for_good_is_told_of_and_the_next_is_written()
    {
        var refused = new List<int>();
        await using (var queue = new StoreQueue<int>((number, _) => number == 1 ? throw new StoreException("broken") : WriteAsync(number, default), (number, _) => refused.Add(number), _left.Add, TimeProvider.System))
        {
            queue.TryAdd(1);
            queue.TryAdd(2);
        }

        Assert.Equal([1], refused);
        Assert.Equal([2], _written);
    }

    private Task WriteAsync(int number, CancellationToken cancellation)
    {
        _written.Enqueue(number);
        return Task.CompletedTask;
    }
}
