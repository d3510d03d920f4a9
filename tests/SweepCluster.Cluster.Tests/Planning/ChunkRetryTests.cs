using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;

namespace SweepCluster.Cluster.Tests.Planning;

public class ChunkRetryTests
{
    [Fact]
    public void A_chunk_that_failed_once_is_tried_whole_once_more()
    {
        var failed = ChunkOf(8, attempts: 1);
        var decision = ChunkRetry.Decide(failed);
        Assert.Equal(failed.Trials, Assert.Single(decision.Parts));
        Assert.Equal(1, decision.Attempts);
        Assert.Empty(decision.Aside);
    }

    [Fact]
    public void A_chunk_that_failed_twice_is_halved_and_its_halves_stay_suspect()
    {
        var failed = ChunkOf(7, attempts: 2);
        var decision = ChunkRetry.Decide(failed);
        Assert.Equal([3, 4], decision.Parts.Select(part => part.Length));
        Assert.Equal(failed.Trials, decision.Parts.SelectMany(part => part));
        Assert.True(decision.Attempts > 0);
        Assert.Empty(decision.Aside);
    }

    [Fact]
    public void A_trial_alone_is_set_aside_only_after_its_last_attempt()
    {
        var last = ChunkOf(1, attempts: ChunkRetry.AloneAttempts);
        Assert.Empty(ChunkRetry.Decide(last).Parts);
        Assert.Equal(last.Trials, ChunkRetry.Decide(last).Aside);

        var earlier = last with { Attempts = ChunkRetry.AloneAttempts - 1 };
        Assert.Equal(earlier.Trials, Assert.Single(ChunkRetry.Decide(earlier).Parts));
        Assert.Empty(ChunkRetry.Decide(earlier).Aside);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(37)]
    [InlineData(63)]
    public void The_trial_that_kills_its_worker_is_the_only_one_set_aside(int poison)
    {
        var whole = ChunkOf(64, attempts: 0);
        var (finished, aside, deaths) = (new HashSet<TrialId>(), new List<TrialId>(), 0);
        var open = new Queue<Chunk>([whole]);
        while (open.TryDequeue(out var chunk))
        {
            if (!chunk.Trials.Contains(whole.Trials[poison]))
            {
                finished.UnionWith(chunk.Trials);
                continue;
            }

            deaths++;
            var decision = ChunkRetry.Decide(chunk with { Attempts = chunk.Attempts + 1 });
            aside.AddRange(decision.Aside);
            foreach (var part in decision.Parts)
            {
                open.Enqueue(chunk with { Trials = part, Attempts = decision.Attempts });
            }
        }

        Assert.Equal(whole.Trials[poison], Assert.Single(aside));
        Assert.Equal(63, finished.Count);

        // Whole twice, halves of 32 to 2 once each, and alone until given up: its first attempt is that of its half.
        Assert.Equal(2 + 5 + ChunkRetry.AloneAttempts - 1, deaths);
    }

    private static Chunk ChunkOf(int trials, int attempts) => new(
        new ChunkId(new SweepId("a"), 0), "s", [.. Enumerable.Range(0, trials).Select(i => new TrialId(new CellId($"B={i}"), 0))], attempts, "killed", "n1");
}
