using System.Runtime.CompilerServices;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Planning;

/// <summary>What the finished replicates of one cell say, without any trace of their order.</summary>
internal struct CellTally
{
    /// <summary>
    /// Scores are summed as whole multiples of 2⁻³⁰: sums of floating-point numbers would depend on the order. Beyond
    /// ±2²⁰, where only an R² gone wild can be, a score counts as that.
    /// </summary>
    private const double ScoreUnit = 1 << 30;
    private const double LargestScore = 1 << 20;

    private OutcomeArray _outcomes;
    private int _scored;
    private long _score;

    /// <summary>Which of replicates 0 … 63 have a result, a bit each; <see cref="TrialLedger.Told"/> has the others.</summary>
    public ulong Told { get; set; }

    /// <summary>Replicates that the plan wants so far; 0 for a cell that it has no wish for.</summary>
    public int Wanted { get; set; }

    public int Finished { get; private set; }

    /// <summary>Whether all replicates are in that the cell will ever need.</summary>
    public bool IsDecided { get; private set; }

    /// <summary>The most frequent outcome of a decided cell; of equally frequent ones the most severe.</summary>
    public Outcome Majority { get; private set; }

    public readonly int Stable => _outcomes[(int)Outcome.Stable];

    public readonly Proportion StableProportion => new(Stable, Finished);

    /// <summary>The mean score of the stable replicates; null without one.</summary>
    public readonly double? StableScore => _scored == 0 ? null : _score / ScoreUnit / _scored;

    public void Add(Outcome outcome, double? score)
    {
        Finished++;
        _outcomes[(int)outcome]++;
        if (outcome == Outcome.Stable && score is { } number && !double.IsNaN(number))
        {
            _scored++;
            _score += (long)Math.Round(Math.Clamp(number, -LargestScore, LargestScore) * ScoreUnit);
        }
    }

    /// <summary>Says that no further replicate is needed.</summary>
    public void Decide()
    {
        IsDecided = true;

        // From the best to the most severe, so that the later of equals is the more severe.
        foreach (var description in OutcomeDescription.All)
        {
            Majority = _outcomes[(int)description.Outcome] >= _outcomes[(int)Majority] ? description.Outcome : Majority;
        }
    }

    /// <summary>One count per <see cref="Outcome"/>.</summary>
    [InlineArray(7)]
    private struct OutcomeArray
    {
        private int _first;
    }
}
