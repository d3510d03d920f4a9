using System.Collections.Immutable;

namespace SweepCluster.Domain.Planning.EarlyStopping;

/// <summary>The scores of the trials of one rung, the best first; of equal ones the lower number. Immutable.</summary>
internal sealed class RungScores
{
    private static readonly Comparer<(double Score, int Trial)> BestFirst = Comparer<(double Score, int Trial)>.Create((a, b) =>
        a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Trial.CompareTo(b.Trial));

    private readonly ImmutableSortedSet<(double Score, int Trial)> _ranked;
    private readonly ImmutableHashSet<int> _trials;

    private RungScores(ImmutableSortedSet<(double Score, int Trial)> ranked, ImmutableHashSet<int> trials) => (_ranked, _trials) = (ranked, trials);

    public static RungScores Empty { get; } = new(ImmutableSortedSet.Create<(double Score, int Trial)>(BestFirst), []);

    public int Count => _ranked.Count;

    public (double Score, int Trial) Best => _ranked[0];

    public bool Contains(int trial) => _trials.Contains(trial);

    public RungScores With(int trial, double score) => new(_ranked.Add((Scores.Comparable(score), trial)), _trials.Add(trial));

    /// <summary>The numbers of the best so many trials, the best first.</summary>
    public IEnumerable<int> Top(int count) => _ranked.Take(count).Select(entry => entry.Trial);
}
