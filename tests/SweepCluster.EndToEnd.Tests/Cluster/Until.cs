using System.Diagnostics;

namespace SweepCluster.EndToEnd.Tests.Cluster;

/// <summary>Waits for what other processes do.</summary>
internal static class Until
{
    /// <summary>Longer than anything takes on a machine that is busy with other things too.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when a condition holds, and says after how long.</summary>
    /// <param name="what">What is waited for; said when it does not come.</param>
    public static async Task<TimeSpan> HoldsAsync(string what, Func<Task<bool>> condition, CancellationToken cancellation = default)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"Waited {Patience} in vain: {what}.");
            await Task.Delay(Between, cancellation);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    /// <inheritdoc cref="HoldsAsync(string, Func{Task{bool}}, CancellationToken)"/>
    public static Task<TimeSpan> HoldsAsync(string what, Func<bool> condition) => HoldsAsync(what, () => Task.FromResult(condition()));
}
