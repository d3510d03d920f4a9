using System.Diagnostics;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>Waits for what other processes do, and says what was seen last when it does not come.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    /// <param name="look">Null when what is waited for has come; else what was seen instead.</param>
    public static async Task UntilAsync(string what, Func<Task<string?>> look)
    {
        var started = Stopwatch.GetTimestamp();
        while (await look() is { } seen)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"Waited {Patience} in vain: {what}. Last seen: {seen}");
            await Task.Delay(Between);
        }
    }
}
