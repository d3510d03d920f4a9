using System.Diagnostics;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Bench;

/// <summary>Durable trials a second through a store, one caller, chunks of 256 trials that trained nothing.</summary>
internal sealed class StoreMeasurement(ISweepStore store)
{
    private const int ChunkTrials = 256;
    private const int Chunks = 200;
    private const int Runs = 5;

    private static readonly LeaseRequest Request = new("bench", "cpu", TimeSpan.FromHours(1), ChunkTrials);

    private int _sweeps;

    public async Task<object> RunAsync()
    {
        await WholeAsync(10);
        var (completing, whole) = (new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            completing.Add(await CompletingAsync(Chunks));
            whole.Add(await WholeAsync(Chunks));
        }

        return new
        {
            Measure = "store",
            ChunkTrials,
            CompleteTrialsPerSecond = Median(completing),
            ReleaseLeaseCompleteTrialsPerSecond = Median(whole),
        };
    }

    /// <summary>Stores trials with a trace of this many epochs.</summary>
    /// <returns>How many trials.</returns>
    public async Task<int> FillAsync(int epochs)
    {
        var owner = await SubmitAsync();
        for (var number = 0; number < 2 * Chunks; number++)
        {
            await TrainAsync(owner, number, epochs);
        }

        return 2 * Chunks * ChunkTrials;
    }

    private async Task<double> CompletingAsync(int chunks)
    {
        var owner = await SubmitAsync();
        var work = new List<(LeaseId Lease, TrialResult[] Results)>();
        for (var number = 0; number < chunks; number++)
        {
            await store.Chunks.ReleaseAsync(owner, [ChunkOf(owner, number)], CancellationToken.None);
            var lease = await LeaseAsync();
            work.Add((lease.Id, ResultsOf(lease.Chunk, epochs: 1)));
        }

        var started = Stopwatch.GetTimestamp();
        foreach (var (lease, results) in work)
        {
            await CompleteAsync(lease, results);
        }

        return chunks * ChunkTrials / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private async Task<double> WholeAsync(int chunks)
    {
        var owner = await SubmitAsync();
        var started = Stopwatch.GetTimestamp();
        for (var number = 0; number < chunks; number++)
        {
            await TrainAsync(owner, number, epochs: 1);
        }

        return chunks * ChunkTrials / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private async Task TrainAsync(SweepOwnership owner, int number, int epochs)
    {
        await store.Chunks.ReleaseAsync(owner, [ChunkOf(owner, number)], CancellationToken.None);
        var lease = await LeaseAsync();
        await CompleteAsync(lease.Id, ResultsOf(lease.Chunk, epochs));
    }

    private async Task<Lease> LeaseAsync() => (await store.Chunks.LeaseAsync(Request, CancellationToken.None)).Single();

    private async Task CompleteAsync(LeaseId lease, TrialResult[] results)
    {
        if (await store.Chunks.CompleteAsync(lease, results, CancellationToken.None) != Completion.Accepted)
        {
            throw new InvalidOperationException($"The store did not take {lease}.");
        }
    }

    private async Task<SweepOwnership> SubmitAsync()
    {
        var id = new SweepId($"bench-{Guid.NewGuid():n}");
        await store.Sweeps.CreateAsync(new StoredSweep(id, "bench", "name: bench\n", DateTimeOffset.UnixEpoch.AddSeconds(_sweeps++)), CancellationToken.None);
        var owned = await store.Sweeps.OwnAsync("bench", TimeSpan.FromHours(1), int.MaxValue, CancellationToken.None);
        return owned.Single(owner => owner.Sweep == id);
    }

    private static Chunk ChunkOf(SweepOwnership owner, int number) => new(
        new ChunkId(owner.Sweep, number),
        "784-64-32-10",
        [.. Enumerable.Range(number * ChunkTrials, ChunkTrials).Select(i => new TrialId(new CellId($"B={Math.Sqrt(i):R};learning_rate={1 / (1.0 + i):R}"), 0))]);

    // Numbers of full precision, as of a training that went on to its last epoch: the most that a trace can take.
    private static TrialResult[] ResultsOf(Chunk chunk, int epochs) =>
    [
        .. chunk.Trials.Select((trial, i) => new TrialResult(
            trial,
            new Domain.Outcomes.Trace
            {
                ScoreKind = ScoreKind.Accuracy,
                ChanceScore = 0.1,
                ValidationSamples = 5000,
                TestSamples = 10000,
                Steps = 4690,
                Epochs =
                [
                    .. Enumerable.Range(1, epochs).Select(epoch => new EpochRecord
                    {
                        Epoch = epoch,
                        LearningRate = 1e-3 / epoch,
                        TrainLoss = 1 / Math.Sqrt(epoch + i),
                        BoundaryLoss = 1 / Math.Sqrt(2 + epoch + i),
                        GradientNorm = Math.Sqrt(epoch + i),
                        TrainRange = Math.Sqrt(3 + epoch + i),
                        ValidationLoss = 1 / Math.Sqrt(4 + epoch + i),
                        ValidationBoundaryLoss = 1 / Math.Sqrt(5 + epoch + i),
                        ValidationScore = 0.97,
                        ValidationRange = 1 / Math.Sqrt(6 + epoch + i),
                        EscapedSamples = 1e-4,
                        TestScore = 0.96,
                    }),
                ],
            },
            TimeSpan.FromSeconds(1.5))),
    ];

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
