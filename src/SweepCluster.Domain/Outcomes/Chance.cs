namespace SweepCluster.Domain.Outcomes;

/// <summary>Tells learning from guessing.</summary>
public static class Chance
{
    /// <summary>
    /// The validation score that a model must reach to count as better than chance. Accuracy:
    /// min(1, p₀ + z √(p₀(1 − p₀)/n)), with p₀ the majority rate, z <see cref="LabelThresholds.ChanceSigmas"/> and
    /// n the validation samples. R²: <see cref="LabelThresholds.ChanceDetermination"/>.
    /// </summary>
    public static double Threshold(Trace trace, LabelThresholds thresholds)
    {
        if (trace.ScoreKind == ScoreKind.Determination)
        {
            return thresholds.ChanceDetermination;
        }

        var p = trace.ChanceScore;
        var error = Math.Sqrt(p * (1 - p) / Math.Max(1, trace.ValidationSamples));

        // Where the majority is so large that the bound passes 1, a perfect score must still count as learning.
        return Math.Min(1, p + (thresholds.ChanceSigmas * error));
    }

    /// <summary>
    /// The first epoch, counted from 1, whose training loss is finite and whose validation score reaches
    /// <see cref="Threshold"/>; null if there is none.
    /// </summary>
    public static int? FirstEpochAbove(Trace trace, LabelThresholds thresholds)
    {
        var threshold = Threshold(trace, thresholds);
        return trace.Epochs.FirstOrDefault(epoch => IsAbove(epoch, threshold))?.Epoch;
    }

    /// <summary>Whether an epoch learnt something: a score that is not a number has not.</summary>
    internal static bool IsAbove(EpochRecord epoch, double threshold) =>
        double.IsFinite(epoch.TrainLoss) && epoch.ValidationScore >= threshold;
}
