using System.Collections.Immutable;

namespace SweepCluster.Domain.Planning.EarlyStopping;

/// <summary>
/// What the trials of a search have reported, by trial. Immutable; the order in which reports of different trials
/// are recorded leaves no mark.
/// </summary>
public sealed class LearningHistory
{
    private readonly ImmutableSortedDictionary<int, LearningCurve> _curves;

    private LearningHistory(ImmutableSortedDictionary<int, LearningCurve> curves) => _curves = curves;

    public static LearningHistory Empty { get; } = new(ImmutableSortedDictionary<int, LearningCurve>.Empty);

    /// <summary>The trials that have reported, ascending.</summary>
    public IEnumerable<int> Trials => _curves.Keys;

    /// <summary>The curve of a trial; one without reports where it has none.</summary>
    public LearningCurve this[int trial] => _curves.GetValueOrDefault(trial, LearningCurve.Empty);

    /// <summary>This history and one more report.</summary>
    /// <param name="trial">Any number that names the trial.</param>
    /// <param name="step">Counted from 1; after the trial's last one.</param>
    /// <param name="score">Higher is better; negate a loss.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is not after the trial's last one.</exception>
    public LearningHistory Record(int trial, int step, double score) =>
        new(_curves.SetItem(trial, this[trial].With(step, score)));

    /// <summary>The curves of all other trials that have reported at a step or after it.</summary>
    internal IEnumerable<LearningCurve> OthersAt(int trial, int step) =>
        _curves.Where(curve => curve.Key != trial && curve.Value.LastStep >= step).Select(curve => curve.Value);
}
