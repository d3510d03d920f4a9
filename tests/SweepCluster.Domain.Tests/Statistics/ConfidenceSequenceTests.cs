using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Tests.Statistics;

public sealed class ConfidenceSequenceTests
{
    // B(¼ + n, ¼)/B(¼, ¼) · 2ⁿ for n agreeing trials, by hand: 10.5 for five, 20.1 for six; 1/0.05 is 20.
    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Six_trials_that_agree_speak_against_a_half(int trials, bool excludes)
    {
        Assert.Equal(excludes, ConfidenceSequence.Excludes(new Proportion(trials, trials), 0.5, 0.05));
        Assert.Equal(excludes, ConfidenceSequence.Excludes(new Proportion(0, trials), 0.5, 0.05));
    }

    [Fact]
    public void Nothing_is_known_without_trials() =>
        Assert.Equal(new Interval(0, 1), ConfidenceSequence.Of(new Proportion(0, 0), 0.05));

    [Fact]
    public void An_interval_ends_where_the_evidence_reaches_its_bound()
    {
        var interval = ConfidenceSequence.Of(new Proportion(3, 10), 0.05);

        Assert.True(ConfidenceSequence.Excludes(new Proportion(3, 10), interval.Lower - 1e-9, 0.05));
        Assert.False(ConfidenceSequence.Excludes(new Proportion(3, 10), interval.Lower + 1e-9, 0.05));
        Assert.False(ConfidenceSequence.Excludes(new Proportion(3, 10), interval.Upper - 1e-9, 0.05));
        Assert.True(ConfidenceSequence.Excludes(new Proportion(3, 10), interval.Upper + 1e-9, 0.05));
    }

    [Fact]
    public void An_interval_of_any_moment_contains_Wilsons() => Assert.All(Enumerable.Range(0, 33), stable =>
    {
        var (always, once) = (ConfidenceSequence.Of(new Proportion(stable, 32), 0.05), new Proportion(stable, 32).Wilson());
        Assert.True(always.Lower <= once.Lower + 0.01 && always.Upper >= once.Upper - 0.01, $"{stable}: {always} and {once}");
    });

    // The evidence as the product it is, one factor a trial.
    [Theory]
    [InlineData(1, 3)]
    [InlineData(20, 32)]
    [InlineData(300, 1000)]
    [InlineData(1, 2000)]
    public void The_evidence_is_the_product_of_what_each_trial_says(int successes, int trials)
    {
        var interval = ConfidenceSequence.Of(new Proportion(successes, trials), 0.05);

        Assert.All([interval.Lower, interval.Upper], p => Assert.Equal(Math.Log(20), LogEvidence(p), 1e-10));

        double LogEvidence(double p) =>
            Enumerable.Range(0, successes).Sum(i => Math.Log((0.25 + i) / p))
            + Enumerable.Range(0, trials - successes).Sum(i => Math.Log((0.25 + i) / (1 - p)))
            - Enumerable.Range(0, trials).Sum(i => Math.Log(0.5 + i));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.3)]
    [InlineData(0.05)]
    public void Looking_after_every_trial_misses_the_truth_no_more_often_than_promised(double p)
    {
        const int runs = 2000;
        var misses = 0;
        for (var run = 0; run < runs; run++)
        {
            var numbers = new RandomStream((ulong)run, RandomPurpose.Planning);
            var stable = 0;
            for (var trial = 1; trial <= 300; trial++)
            {
                stable += numbers.NextDouble() < p ? 1 : 0;
                if (ConfidenceSequence.Excludes(new Proportion(stable, trial), p, 0.05))
                {
                    misses++;
                    break;
                }
            }
        }

        Assert.InRange(misses, 1, 0.05 * runs);
    }
}
