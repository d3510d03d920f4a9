using System.Collections.Immutable;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Domain.Map;

/// <summary>How many trials have each outcome.</summary>
public sealed class OutcomeCounts : IEquatable<OutcomeCounts>
{
    private readonly ImmutableArray<int> _counts;

    private OutcomeCounts(ImmutableArray<int> counts) => _counts = counts;

    public int this[Outcome outcome] => _counts[(int)outcome];

    public int Total => _counts.Sum();

    /// <summary>The outcome of most trials; of equally frequent ones the most severe. Null without trials.</summary>
    public Outcome? Majority => Total == 0
        ? null
        : OutcomeDescription.All.Select(description => description.Outcome).MaxBy(outcome => (this[outcome], OutcomeDescription.Severity(outcome)));

    public static OutcomeCounts Of(IEnumerable<Outcome> outcomes)
    {
        var counts = new int[OutcomeDescription.All.Length];
        foreach (var outcome in outcomes)
        {
            counts[(int)outcome]++;
        }

        return new OutcomeCounts([.. counts]);
    }

    public bool Equals(OutcomeCounts? other) => other is not null && _counts.SequenceEqual(other._counts);

    public override bool Equals(object? obj) => Equals(obj as OutcomeCounts);

    public override int GetHashCode() => _counts.Aggregate(17, HashCode.Combine);
}
