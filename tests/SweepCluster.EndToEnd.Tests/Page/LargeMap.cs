using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Sqlite;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.EndToEnd.Tests.Page;

/// <summary>A store with a sweep of many cells whose results nobody trained: a wavy cliff between stable and diverged.</summary>
internal static class LargeMap
{
    private const int AtOnce = 20_000;

    /// <param name="side">Columns and rows.</param>
    /// <returns>The sweep's id.</returns>
    public static async Task<string> WriteAsync(string store, int side)
    {
        var file = $$"""
            name: large
            family: polynomial-network
            dataset: {name: glyphs, train: 200, validation: 100, test: 100}
            parameters: {hidden: [8]}
            axes:
              - parameter: B
                log: {from: 0.1, to: 100, count: {{side}}}
              - parameter: learningRate
                log: {from: 0.0001, to: 1, count: {{side}}}
            replicates: {kind: fixed, count: 1}
            budget: {epochs: 2, batch: 50}
            map: {x: B, y: learningRate}
            """;
        var read = SweepFileReader.Read(file, "large.yaml", []);
        Assert.Empty(read.Errors);
        var sweep = read.Sweep!;
        var id = new SweepId("large-0000000000000001");
        await using var opened = SqliteSweepStore.Open(store);

        // Ended, so that nobody trains what is missing.
        await opened.Sweeps.CreateAsync(new StoredSweep(id, sweep.Name, SweepFileWriter.Write(sweep), DateTimeOffset.UnixEpoch) { State = SweepState.Cancelled }, default);
        foreach (var part in sweep.Cells().Concat(sweep.References()).Chunk(AtOnce))
        {
            await opened.Results.AddAsync(id, [.. part.Select(ResultOf)], default);
        }

        return id.Text;
    }

    private static TrialResult ResultOf(Cell cell)
    {
        var (b, rate) = cell.Coordinates is [var first, var second, ..] ? (first.AsReal(), second.AsReal()) : (10, 0.01);
        var height = Math.Log10(rate) + 2 - Math.Log10(b) + (0.4 * Math.Sin(9 * Math.Log10(b))) + (0.1 * Math.Sin(57 * Math.Log10(b)));
        var diverges = height > 0;
        return new TrialResult(
            new TrialId(cell.Id, 0),
            new Trace
            {
                ScoreKind = ScoreKind.Accuracy,
                ChanceScore = 0.1,
                ValidationSamples = 100,
                TestSamples = 100,
                Steps = diverges ? 3 : 8,
                Divergence = diverges ? new Divergence(2, DivergenceSignal.Loss) : null,
                Epochs = [.. ImmutableArray.Create(1, 2).Take(diverges ? 1 : 2).Select(epoch => Epoch(epoch, diverges, height))],
            },
            TimeSpan.FromMilliseconds(20 + (10 * Math.Abs(height))));
    }

    private static EpochRecord Epoch(int epoch, bool diverges, double height) => new()
    {
        Epoch = epoch,
        LearningRate = 0.01,
        TrainLoss = diverges ? double.NaN : 0.5 / epoch,
        ValidationLoss = diverges ? double.NaN : 0.6 / epoch,
        ValidationScore = diverges ? 0.1 : 0.9,
        ValidationRange = 0.5,
        TestScore = diverges ? 0.1 : 0.9 + (0.02 * height),
    };
}
