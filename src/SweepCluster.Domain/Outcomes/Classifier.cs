namespace SweepCluster.Domain.Outcomes;

/// <summary>
/// Gives a finished trial its label. Pure, so a stored sweep can be labelled again with other thresholds or a later
/// version without training. The first rule that matches wins; docs/labels.md states them all.
/// </summary>
public static class Classifier
{
    /// <summary>Raised whenever a trace could get another label than before.</summary>
    public const int Version = 1;

    /// <summary>The label of a trial.</summary>
    /// <param name="trace">What the trial recorded, to its end or to its divergence.</param>
    /// <param name="reference">The trace of the same replicate of the reference setting; null when there is none yet.</param>
    /// <param name="thresholds">The sweep's <c>labels:</c>.</param>
    public static Outcome Label(Trace trace, Trace? reference, LabelThresholds thresholds)
    {
        if (trace.Divergence is { Signal: DivergenceSignal.Factorisation })
        {
            return Outcome.Singular;
        }

        var learnt = Chance.FirstEpochAbove(trace, thresholds) is not null;
        if (LostFiniteness(trace))
        {
            return learnt ? Outcome.Collapsed : Outcome.Diverged;
        }

        if (!learnt)
        {
            return Outcome.Stagnated;
        }

        var last = trace.Epochs[^1];
        if (!Chance.IsAbove(last, Chance.Threshold(trace, thresholds)))
        {
            return Outcome.Collapsed;
        }

        if (HasEscaped(trace.ScoreKind, last, thresholds))
        {
            return Outcome.Escaped;
        }

        return IsDegraded(trace, reference, thresholds) ? Outcome.Degraded : Outcome.Stable;
    }

    // A trainer reports divergence itself; an epoch with a training loss that is no number says the same.
    private static bool LostFiniteness(Trace trace) =>
        trace.Divergence is not null || trace.Epochs.Any(epoch => !double.IsFinite(epoch.TrainLoss));

    // Written so that a range that is not a number counts as an escape.
    private static bool HasEscaped(ScoreKind kind, EpochRecord last, LabelThresholds thresholds) =>
        !(last.ValidationRange <= thresholds.EscapeRange)
        || (kind == ScoreKind.Accuracy && !(last.ValidationLoss <= thresholds.EscapeLoss));

    private static bool IsDegraded(Trace trace, Trace? reference, LabelThresholds thresholds)
    {
        if (reference is null || LostFiniteness(reference)
            || trace.TestScoreAtLast is not { } score || reference.TestScoreAtLast is not { } expected
            || !double.IsFinite(expected))
        {
            return false;
        }

        var loss = expected - score;
        return !(loss <= thresholds.DegradedBy)
            && !(loss <= thresholds.DegradedSigmas * StandardErrorOfDifference(trace, score, reference, expected));
    }

    /// <summary>
    /// √(a(1 − a)/n + b(1 − b)/m) of two accuracies, as if their samples were independent: for the shared test set
    /// of a sweep that is an upper bound in practice, so doubt is decided for <c>stable</c>. A trace holds nothing to
    /// estimate the error of R² from, so there it is 0 and <see cref="LabelThresholds.DegradedBy"/> alone decides.
    /// </summary>
    private static double StandardErrorOfDifference(Trace trace, double score, Trace reference, double expected) =>
        trace.ScoreKind == ScoreKind.Determination
            ? 0
            : Math.Sqrt(Variance(score, trace.TestSamples) + Variance(expected, reference.TestSamples));

    private static double Variance(double rate, int samples) => rate * (1 - rate) / Math.Max(1, samples);
}
