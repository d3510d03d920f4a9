using System.Collections.Immutable;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Domain.Tests.Outcomes;

/// <summary>Traces of ten classes with 1,000 validation and 1,000 test samples, unless a test says otherwise.</summary>
internal static class Traces
{
    public static EpochRecord Epoch(int epoch, double validation, double? test = null, double loss = 0.3, double range = 0.8) => new()
    {
        Epoch = epoch,
        LearningRate = 0.001,
        TrainLoss = 0.25,
        ValidationLoss = loss,
        ValidationScore = validation,
        ValidationRange = range,
        TestScore = test ?? validation,
    };

    public static Trace Of(params ImmutableArray<EpochRecord> epochs) => new()
    {
        ScoreKind = ScoreKind.Accuracy,
        ChanceScore = 0.1,
        ValidationSamples = 1000,
        TestSamples = 1000,
        Steps = 100 * epochs.Length,
        Epochs = epochs,
    };

    /// <summary>One epoch per validation score.</summary>
    public static Trace Scores(params double[] scores) => Of([.. scores.Select((score, i) => Epoch(i + 1, score))]);

    public static Trace Diverging(this Trace trace, DivergenceSignal signal = DivergenceSignal.Loss, long step = 7) =>
        trace with { Divergence = new Divergence(step, signal, 1) };
}
