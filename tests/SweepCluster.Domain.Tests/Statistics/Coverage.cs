using System.Collections.Immutable;
using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Tests.Statistics;

/// <summary>How often a proportion's interval contains the truth, summed over the binomial: nothing is simulated.</summary>
/// <param name="Mean">Over all p, each as likely.</param>
/// <param name="Least">At the worst p.</param>
public sealed record Coverage(double Mean, double Least)
{
    /// <summary>Points of the axis: the middles of so many equal parts.</summary>
    private const int Points = 20_000;

    /// <param name="n">Trials.</param>
    /// <param name="intervalOf">The interval of every count of successes.</param>
    public static Coverage Of(int n, Func<Proportion, Interval> intervalOf)
    {
        var intervals = Enumerable.Range(0, n + 1).Select(k => intervalOf(new Proportion(k, n))).ToImmutableArray();
        var logChoose = Enumerable.Range(0, n + 1).Select(k => Binomial.LogChoose(n, k)).ToImmutableArray();
        var covered = Enumerable.Range(0, Points).Select(i => At((i + 0.5) / Points)).ToImmutableArray();
        return new Coverage(covered.Average(), covered.Min());

        double At(double p)
        {
            var (success, failure) = (Math.Log(p), Math.Log(1 - p));
            return Enumerable.Range(0, n + 1)
                .Where(k => intervals[k].Contains(p))
                .Sum(k => Math.Exp(logChoose[k] + (k * success) + ((n - k) * failure)));
        }
    }
}
