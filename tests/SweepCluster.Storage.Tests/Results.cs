using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Storage.Tests;

internal static class Results
{
    public static Trace Trace(int epochs = 2, Divergence? divergence = null) => new()
    {
        ScoreKind = ScoreKind.Accuracy,
        ChanceScore = 0.1,
        ValidationSamples = 5000,
        TestSamples = 10000,
        Steps = 123456789012,
        Divergence = divergence,
        Epochs =
        [
            .. Enumerable.Range(1, epochs).Select(epoch => new EpochRecord
            {
                Epoch = epoch,
                LearningRate = 1e-3,
                TrainLoss = 1.0 / epoch,
                BoundaryLoss = double.NaN,
                GradientNorm = double.PositiveInfinity,
                TrainRange = 0.1,
                ValidationLoss = 2.0 / 3.0,
                ValidationBoundaryLoss = 1e-300,
                ValidationScore = 0.97,
                ValidationRange = -0.0,
                EscapedSamples = 1e-4,
                TestScore = 0.96,
            }),
        ],
    };

    public static TrialResult Of(string cell, int replicate, Trace? trace = null) =>
        new(new TrialId(new CellId(cell), replicate), trace ?? Trace(), TimeSpan.FromSeconds(1.5));
}
