using SweepCluster.Cli.Remote.Client;

namespace SweepCluster.Cli.Tests.Remote.Client;

public class RetryRuleTests
{
    private static readonly RetryRule Rule = new(4, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));

    [Fact]
    public void Waits_double_up_to_the_longest_and_end_with_the_last_attempt()
    {
        Assert.Equal([0.5, 1, 1.5], new[] { 1, 2, 3 }.Select(attempt => Rule.After(attempt, null, 0)!.Value.TotalSeconds));
        Assert.Null(Rule.After(4, null, 0));
    }

    [Fact]
    public void Jitter_spreads_a_wait_over_its_upper_half()
    {
        Assert.Equal(TimeSpan.FromSeconds(0.75), Rule.After(1, null, 0.5));
    }

    [Fact]
    public void A_node_that_asks_for_a_longer_wait_gets_it_within_bounds()
    {
        Assert.Equal(TimeSpan.FromSeconds(2), Rule.After(1, TimeSpan.FromSeconds(2), 0));
        Assert.Equal(TimeSpan.FromSeconds(3), Rule.After(1, TimeSpan.FromHours(1), 0));
        Assert.Equal(TimeSpan.FromSeconds(0.5), Rule.After(1, TimeSpan.FromSeconds(-5), 0));
    }
}
