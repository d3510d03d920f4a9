using SweepCluster.Cluster.Actors;

namespace SweepCluster.Cluster.Tests.Actors;

public class RestartPolicyTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);
    private static readonly RestartPolicy Policy = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), 4, TimeSpan.FromMinutes(1));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 5)]
    public void The_wait_doubles_up_to_the_longest(int restarts, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Policy.Next(Restarts(restarts, Now), Now));

    [Fact]
    public void An_actor_that_was_restarted_too_often_is_given_up() => Assert.Null(Policy.Next(Restarts(4, Now), Now));

    [Fact]
    public void Restarts_that_are_long_ago_do_not_count() =>
        Assert.Equal(TimeSpan.FromSeconds(1), Policy.Next(Restarts(9, Now - TimeSpan.FromMinutes(1)), Now));

    private static DateTimeOffset[] Restarts(int count, DateTimeOffset at) => [.. Enumerable.Repeat(at, count)];
}
