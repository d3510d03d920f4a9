using System.Collections.Immutable;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Training.Datasets;

namespace SweepCluster.Training.PolynomialNetworks;

/// <summary>A trial in training: its schedule and the epochs so far.</summary>
internal sealed class Trial(PolynomialNetworkSettings settings, LearningRateSchedule schedule)
{
    private readonly ImmutableArray<EpochRecord>.Builder _epochs = ImmutableArray.CreateBuilder<EpochRecord>();

    public PolynomialNetworkSettings Settings { get; } = settings;

    public LearningRateSchedule Schedule { get; } = schedule;

    /// <summary>Records an epoch and moves the schedule on.</summary>
    public EpochRecord Add(int epoch, PassSummary training, PassSummary validation, PassSummary test)
    {
        var record = new EpochRecord
        {
            Epoch = epoch,
            LearningRate = Schedule.Rate,
            TrainLoss = training.Loss,
            BoundaryLoss = training.Boundary,
            GradientNorm = training.GradientNorm,
            TrainRange = training.Range,
            ValidationLoss = validation.Loss,
            ValidationBoundaryLoss = validation.Boundary,
            ValidationScore = validation.Accuracy,
            ValidationRange = validation.Range,
            EscapedSamples = validation.EscapedSamples,
            TestScore = test.Accuracy,
        };
        _epochs.Add(record);
        Schedule.Advance(validation.Loss + (Settings.Lambda * validation.Boundary));
        return record;
    }

    public Trace Finish(Dataset dataset, long steps, Divergence? divergence) => new()
    {
        ScoreKind = ScoreKind.Accuracy,
        ChanceScore = MajorityRate(dataset),
        ValidationSamples = dataset.Validation.Count,
        TestSamples = dataset.Test.Count,
        Steps = divergence is null ? steps : divergence.Step + 1,
        Epochs = _epochs.ToImmutable(),
        Divergence = divergence,
    };

    // The validation split's, since that is what scores are compared with it.
    private static double MajorityRate(Dataset dataset) =>
        (double)dataset.Validation.Labels.CountBy(label => label).Max(pair => pair.Value) / dataset.Validation.Count;
}
