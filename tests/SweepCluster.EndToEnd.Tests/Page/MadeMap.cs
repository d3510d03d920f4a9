using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Sqlite;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.EndToEnd.Tests.Page;

/// <summary>Writes a store with a sweep whose results nobody trained.</summary>
internal static class MadeMap
{
    private const int AtOnce = 20_000;

    /// <param name="file">A sweep of two axes of numbers.</param>
    /// <param name="height">Of a cell, by its coordinates: above 0 its trials diverge.</param>
    /// <returns>The sweep's id.</returns>
    public static async Task<string> WriteAsync(string store, string file, Func<double, double, double> height)
    {
        var read = SweepFileReader.Read(file, "made.yaml", []);
        Assert.Empty(read.Errors);
        var sweep = read.Sweep!;
        var id = new SweepId($"{sweep.Name}-0000000000000001");
        await using var opened = SqliteSweepStore.Open(store);

        // Ended, so that nobody trains what is missing.
        await opened.Sweeps.CreateAsync(new StoredSweep(id, sweep.Name, SweepFileWriter.Write(sweep), DateTimeOffset.UnixEpoch) { State = SweepState.Cancelled }, default);
        foreach (var part in sweep.TrainableCells().Concat(sweep.References()).Chunk(AtOnce))
        {
            await opened.Results.AddAsync(id, [.. part.Select(cell => ResultOf(cell, height))], default);
        }

        return id.Text;
    }

    private static TrialResult ResultOf(Cell cell, Func<double, double, double> heightOf)
    {
        var height = cell.Coordinates is [var first, var second, ..] ? heightOf(first.AsReal(), second.AsReal()) : -1;
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
