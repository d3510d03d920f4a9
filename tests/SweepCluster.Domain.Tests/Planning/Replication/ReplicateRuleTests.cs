using SweepCluster.Domain.Planning.Replication;
using SweepCluster.Domain.Randomness;

namespace SweepCluster.Domain.Tests.Planning.Replication;

public sealed class ReplicateRuleTests
{
    private static readonly ReplicateRule.Sequential Rule = new(Least: 6, Most: 32, Threshold: 0.5, Error: 0.05);

    [Fact]
    public void Every_cell_gets_the_least() => Assert.Equal(6, Rule.Wanted(0, 0));

    [Theory]
    [InlineData(6)]
    [InlineData(0)]
    public void A_cell_whose_trials_agree_gets_no_more(int stable) => Assert.Equal(6, Rule.Wanted(stable, 6));

    [Fact]
    public void A_cell_on_the_threshold_gets_the_most()
    {
        var asked = new List<int>();
        for (var finished = Rule.Wanted(0, 0); ; finished = asked[^1])
        {
            asked.Add(Rule.Wanted(finished / 2, finished));
            if (asked[^1] == finished)
            {
                break;
            }
        }

        Assert.Equal([7, 8, 10, 12, 15, 18, 22, 27, 32, 32], asked);
    }

    [Fact]
    public void On_a_noisy_cliff_a_quarter_of_the_trials_decides_as_32_do()
    {
        // P(stable) rises over 2 % of the axis, as a logistic curve.
        const int cells = 4000;
        var (trials, otherwise) = (0L, 0);
        for (var cell = 0; cell < cells; cell++)
        {
            var p = 1 / (1 + Math.Exp(-(((cell + 0.5) / cells) - 0.4) / 0.02));
            var numbers = new RandomStream((ulong)cell, RandomPurpose.Planning);
            var outcomes = Enumerable.Range(0, 32).Select(_ => numbers.NextDouble() < p).ToArray();
            var (stable, finished) = (0, 0);
            for (var wanted = Rule.Wanted(0, 0); wanted > finished; wanted = Rule.Wanted(stable, finished))
            {
                finished = wanted;
                stable = outcomes.Take(finished).Count(outcome => outcome);
            }

            trials += finished;
            otherwise += 2 * stable > finished != 2 * outcomes.Count(outcome => outcome) > 32 ? 1 : 0;
        }

        Assert.InRange(trials / (32.0 * cells), 6 / 32.0, 0.25);
        Assert.InRange(otherwise / (double)cells, 0, 0.01);
    }
}
