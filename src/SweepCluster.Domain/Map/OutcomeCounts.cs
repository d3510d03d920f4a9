using System.Runtime.CompilerServices;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Domain.Map;

/// <summary>How many trials have each outcome. A plain value, so that a million cells need no million arrays.</summary>
public readonly record struct OutcomeCounts
{
    private readonly Counters _counts;

    private OutcomeCounts(Counters counts) => _counts = counts;

    public int Total
    {
        get
        {
            var total = 0;
            foreach (var count in _counts)
            {
                total += count;
            }

            return total;
        }
    }

    /// <summary>The outcome of most trials; of equally frequent ones the most severe. Null without trials.</summary>
    public Outcome? Majority
    {
        get
        {
            Outcome? most = null;
            foreach (var description in OutcomeDescription.All)
            {
                if (this[description.Outcome] > 0 && (most is not { } other || this[description.Outcome] >= this[other]))
                {
                    most = description.Outcome;
                }
            }

            return most;
        }
    }

    public int this[Outcome outcome] => _counts[(int)outcome];

    public static OutcomeCounts Of(IEnumerable<Outcome> outcomes) => Of(outcomes.ToArray().AsSpan());

    public static OutcomeCounts Of(ReadOnlySpan<Outcome> outcomes)
    {
        var counts = default(Counters);
        foreach (var outcome in outcomes)
        {
            counts[(int)outcome]++;
        }

        return new OutcomeCounts(counts);
    }

    /// <summary>The counts less those of some of the trials.</summary>
    internal OutcomeCounts Without(OutcomeCounts some)
    {
        var counts = _counts;
        for (var i = 0; i <= (int)Outcome.Singular; i++)
        {
            counts[i] -= some._counts[i];
        }

        return new OutcomeCounts(counts);
    }

    public bool Equals(OutcomeCounts other) => ((ReadOnlySpan<int>)_counts).SequenceEqual(other._counts);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var count in _counts)
        {
            hash.Add(count);
        }

        return hash.ToHashCode();
    }

    /// <summary>One number per <see cref="Outcome"/>.</summary>
    [InlineArray((int)Outcome.Singular + 1)]
    private struct Counters
    {
        private int _first;
    }
}
