using System.Collections.Immutable;

namespace SweepCluster.Domain.Planning.EarlyStopping;

/// <summary>The reports of one trial by step. Immutable.</summary>
public sealed class LearningCurve
{
    private readonly ImmutableList<Mark> _marks;

    private LearningCurve(ImmutableList<Mark> marks) => _marks = marks;

    internal static LearningCurve Empty { get; } = new([]);

    /// <summary>The last step reported; 0 without any.</summary>
    public int LastStep => _marks.IsEmpty ? 0 : _marks[^1].Step;

    /// <summary>The last report at or before a step; the worst score, −∞, where there is none.</summary>
    public double ScoreAt(int step) => MarkAt(step)?.Score ?? double.NegativeInfinity;

    /// <summary>The best report up to a step; −∞ where there is none.</summary>
    public double BestBy(int step) => MarkAt(step)?.Best ?? double.NegativeInfinity;

    /// <summary>The mean of the reports up to a step: Σ score / reports; −∞ where there is none, or one was not finite.</summary>
    public double AverageBy(int step) => MarkAt(step) is { } mark ? mark.Sum / mark.Reports : double.NegativeInfinity;

    /// <exception cref="ArgumentOutOfRangeException">The step is not after the last one.</exception>
    internal LearningCurve With(int step, double score)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(step, LastStep);
        var value = Scores.Comparable(score);
        var last = _marks.IsEmpty ? new Mark(0, value, value, 0, 0) : _marks[^1];
        return new LearningCurve(_marks.Add(new Mark(step, value, Math.Max(last.Best, value), last.Sum + value, last.Reports + 1)));
    }

    private Mark? MarkAt(int step)
    {
        var (low, high) = (0, _marks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _marks[middle].Step <= step ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? null : _marks[low - 1];
    }

    /// <param name="Best">Of this and all reports before; likewise the sum and the count.</param>
    private readonly record struct Mark(int Step, double Score, double Best, double Sum, int Reports);
}
