using SweepCluster.Domain.Planning.Replication;

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
        var run = CliffRun.Of(Rule, count: 32, width: 0.04, resolution: 128);

        Assert.InRange(run.Cost, 6 / 32.0, 0.25);
        Assert.InRange(run.DecidedOtherwise, 0, 0.001);
        Assert.InRange(run.Wrong, 0, run.WrongOfFixed + 0.001);
    }

    [Fact]
    public void All_the_replicates_decide_as_they_do()
    {
        var run = CliffRun.Of(new ReplicateRule.Fixed(32), count: 32, width: 0.04, resolution: 32);

        Assert.Equal((1, 0, run.WrongOfFixed), (run.Cost, run.DecidedOtherwise, run.Wrong));
    }
}
