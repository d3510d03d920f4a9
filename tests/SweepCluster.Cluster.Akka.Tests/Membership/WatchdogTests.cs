using SweepCluster.Cluster.Akka.Membership;

namespace SweepCluster.Cluster.Akka.Tests.Membership;

public class WatchdogTests
{
    [Fact]
    public async Task It_barks_once_when_it_hears_nothing()
    {
        var barks = new SemaphoreSlim(0);
        using var watchdog = new Watchdog(TimeSpan.FromMilliseconds(10), 3, () => barks.Release());
        watchdog.Start();
        Assert.True(await barks.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.False(await barks.WaitAsync(TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public void It_bears_as_many_silent_rests_in_a_row_as_it_is_told_to()
    {
        using var watchdog = new Watchdog(TimeSpan.FromHours(1), 2, () => { });
        Assert.False(watchdog.Miss());
        Assert.False(watchdog.Miss());
        watchdog.Hear();
        Assert.False(watchdog.Miss());
        Assert.False(watchdog.Miss());
        Assert.True(watchdog.Miss());
    }
}
