using System.Collections.Immutable;
using SweepCluster.Domain.Planning.Replication;
using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Tests.Statistics;

/// <summary>How often a proportion's interval contains the truth, summed over all that can happen: nothing is simulated.</summary>
/// <param name="Mean">Over all p, each as likely.</param>
/// <param name="Least">At the worst p.</param>
public sealed record Coverage(double Mean, double Least)
{
    /// <summary>Points of the axis: the middles of so many equal parts.</summary>
    private const int Points = 20_000;

    /// <summary>After a fixed number of trials.</summary>
    public static Coverage Of(int n, Func<Proportion, Interval> intervalOf) => Of(new ReplicateRule.Fixed(n), intervalOf);

    /// <summary>When a rule wants no more trials.</summary>
    public static Coverage Of(ReplicateRule rule, Func<Proportion, Interval> intervalOf)
    {
        var ends = Ends(rule).Select(end => (end.Proportion, end.LogPaths, Interval: intervalOf(end.Proportion))).ToImmutableArray();
        var covered = Enumerable.Range(0, Points).Select(i => At((i + 0.5) / Points)).ToImmutableArray();
        return new Coverage(covered.Average(), covered.Min());

        double At(double p)
        {
            var (success, failure) = (Math.Log(p), Math.Log(1 - p));
            return ends
                .Where(end => end.Interval.Contains(p))
                .Sum(end => Math.Exp(end.LogPaths + (end.Proportion.Successes * success) + ((end.Proportion.Trials - end.Proportion.Successes) * failure)));
        }
    }

    /// <summary>Where a rule may end, and in how many orders of successes and failures it gets there.</summary>
    private static IEnumerable<(Proportion Proportion, double LogPaths)> Ends(ReplicateRule rule)
    {
        var paths = new SortedDictionary<(int Finished, int Stable), double> { [(0, 0)] = 1 };
        while (paths.Count > 0)
        {
            var ((finished, stable), count) = paths.First();
            paths.Remove((finished, stable));
            var wanted = rule.Wanted(stable, finished);
            if (wanted == finished)
            {
                yield return (new Proportion(stable, finished), Math.Log(count));
                continue;
            }

            for (var more = 0; more <= wanted - finished; more++)
            {
                var next = (wanted, stable + more);
                paths[next] = paths.GetValueOrDefault(next) + (count * Math.Exp(Binomial.LogChoose(wanted - finished, more)));
            }
        }
    }
}
