using System.Collections.Concurrent;
using SweepCluster.Cluster.Actors;
using SweepCluster.Cluster.Engines;
using SweepCluster.Storage;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Sweeps;
using SweepCluster.Storage.Tests.Memory;

namespace SweepCluster.Cluster.Tests;

public class ClusterNodeTests
{
    [Fact]
    public async Task It_says_that_it_is_alive_again_after_any_failure_to_say_so()
    {
        await using var store = new MemoryStore(TimeProvider.System);
        await using var engine = new Failing();
        var journal = new Journal();
        var options = new ClusterNodeOptions("n1", "n1", "1") { IsCoordinator = false, IsWorker = false, Heartbeat = TimeSpan.FromMilliseconds(10) };
        await using (var node = new ClusterNode(store, engine, options, [], TimeProvider.System, journal))
        {
            await node.StartAsync((_, _) => { }, (_, _) => { }, default);
            Assert.True(await engine.Announced.WaitAsync(TimeSpan.FromMinutes(1)));
        }

        Assert.Equal(["heartbeat"], journal.Failures);
    }

    /// <summary>An engine that fails at the second announcement.</summary>
    private sealed class Failing : IEngine
    {
        private int _announcements;

        /// <summary>Released by the third announcement.</summary>
        public SemaphoreSlim Announced { get; } = new(0);

        public string Name => "failing";

        public Task AnnounceAsync(NodeDescription self, CancellationToken cancellation)
        {
            switch (++_announcements)
            {
                case 2:
                    throw new InvalidOperationException("a mistake");
                case 3:
                    Announced.Release();
                    break;
            }

            return Task.CompletedTask;
        }

        public Task LeaveAsync(string node, CancellationToken cancellation) => Task.CompletedTask;

        public Task<IReadOnlyList<SweepOwnership>> PlaceAsync(string node, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<SweepOwnership>>([]);

        public long ChangesHeard(StoreTopic topic) => 0;

        public Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation) => Task.Delay(atMost, cancellation);

        public ValueTask DisposeAsync()
        {
            Announced.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Journal : IActorJournal
    {
        public ConcurrentQueue<string> Failures { get; } = [];

        public void Failed(string actor, Exception failure, TimeSpan? restartIn) => Failures.Enqueue(actor);

        public void Undelivered(string actor, object message)
        {
        }
    }
}
