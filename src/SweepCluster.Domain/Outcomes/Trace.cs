using System.Collections.Immutable;

namespace SweepCluster.Domain.Outcomes;

/// <summary>What a score measures.</summary>
public enum ScoreKind
{
    /// <summary>Fraction of samples classified correctly.</summary>
    Accuracy,

    /// <summary>Coefficient of determination R² of a regression; can be negative.</summary>
    Determination,
}

/// <summary>Which value gave a trial away.</summary>
public enum DivergenceSignal
{
    Loss,
    BoundaryLoss,
    GradientNorm,
    Parameter,
    Activation,
    /// <summary>A Cholesky factorisation met a pivot that was not positive.</summary>
    Factorisation,
}

/// <summary>Where training stopped making sense.</summary>
/// <param name="Step">The optimiser step, counted from 0.</param>
/// <param name="Signal">The first signal seen, in the order of <see cref="DivergenceSignal"/>.</param>
/// <param name="Layer">The layer, counted from 0, where the signal has one.</param>
public sealed record Divergence(long Step, DivergenceSignal Signal, int? Layer = null);

/// <summary>One epoch of a trial. Losses are means per sample; a value the family does not have is 0.</summary>
public sealed record EpochRecord
{
    /// <summary>Counted from 1.</summary>
    public required int Epoch { get; init; }

    public required double LearningRate { get; init; }

    /// <summary>Training loss, mean over the epoch: cross-entropy in nats, or squared error for the cascade.</summary>
    public required double TrainLoss { get; init; }

    /// <summary>Boundary loss before λ, mean over the epoch.</summary>
    public double BoundaryLoss { get; init; }

    /// <summary>Largest gradient norm of the epoch, before clipping.</summary>
    public double GradientNorm { get; init; }

    /// <summary>Largest |activation input| / B of the epoch while training.</summary>
    public double TrainRange { get; init; }

    public required double ValidationLoss { get; init; }

    public double ValidationBoundaryLoss { get; init; }

    /// <summary>In the unit of <see cref="Trace.ScoreKind"/>.</summary>
    public required double ValidationScore { get; init; }

    /// <summary>Largest |activation input| / B over the validation set; 0 where there is no range.</summary>
    public double ValidationRange { get; init; }

    /// <summary>Fraction of validation samples with |x| &gt; B in some layer.</summary>
    public double EscapedSamples { get; init; }

    /// <summary>Score on the test set at the end of this epoch.</summary>
    public required double TestScore { get; init; }
}

/// <summary>
/// What a trial records as it trains; all that a label is computed from. Equal trials have equal traces, bit for
/// bit: nothing here depends on the clock, the machine or the neighbours.
/// </summary>
public sealed record Trace
{
    public required ScoreKind ScoreKind { get; init; }

    /// <summary>Score of the best constant prediction: the majority rate p₀, or 0 for a regression.</summary>
    public required double ChanceScore { get; init; }

    public required int ValidationSamples { get; init; }

    public required int TestSamples { get; init; }

    /// <summary>Optimiser steps taken, up to and including the one that diverged.</summary>
    public required long Steps { get; init; }

    public required ImmutableArray<EpochRecord> Epochs { get; init; }

    /// <summary>Null when training stayed finite to its end.</summary>
    public Divergence? Divergence { get; init; }

    /// <summary>Test score at the epoch with the best validation loss; hides a late divergence. Null without an epoch.</summary>
    public double? TestScoreAtBest => Epochs.IsEmpty ? null : Epochs.MinBy(epoch => double.IsNaN(epoch.ValidationLoss) ? double.PositiveInfinity : epoch.ValidationLoss)!.TestScore;

    /// <summary>Test score of the last epoch.</summary>
    public double? TestScoreAtLast => Epochs.IsEmpty ? null : Epochs[^1].TestScore;

    public bool Equals(Trace? other) => other is not null
        && ScoreKind == other.ScoreKind && ChanceScore.Equals(other.ChanceScore)
        && ValidationSamples == other.ValidationSamples && TestSamples == other.TestSamples
        && Steps == other.Steps && Divergence == other.Divergence && Epochs.SequenceEqual(other.Epochs);

    public override int GetHashCode() => HashCode.Combine(Steps, Epochs.Length, Divergence);
}
