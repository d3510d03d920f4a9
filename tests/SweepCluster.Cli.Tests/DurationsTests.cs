namespace SweepCluster.Cli.Tests;

public class DurationsTests
{
    [Theory]
    [InlineData(0, "0.0 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(10, "10 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(60, "1 min 0 s")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(18_600, "5 h 10 min")]
    [InlineData(86_399, "23 h 59 min")]
    [InlineData(183_600, "2 d 3 h")]
    public void A_time_is_said_in_two_units_at_most(double seconds, string expected) =>
        Assert.Equal(expected, Durations.Text(TimeSpan.FromSeconds(seconds)));
}
