using System.Collections.Concurrent;
using System.Diagnostics;

namespace SweepCluster.Bench.ClusterRuns;

/// <summary>Times of calls of one kind. From any thread.</summary>
internal sealed class Latencies
{
    private readonly ConcurrentBag<double> _milliseconds = [];

    /// <param name="started">A timestamp of <see cref="Stopwatch"/>.</param>
    public void Since(long started) => _milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);

    public async Task<TResult> OfAsync<TResult>(Func<Task<TResult>> call)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await call();
        Since(started);
        return result;
    }

    /// <summary>Count and quantiles in milliseconds.</summary>
    public object Summary()
    {
        var sorted = _milliseconds.Order().ToArray();
        return new { Count = sorted.Length, P50 = At(sorted, 0.5), P99 = At(sorted, 0.99), Max = At(sorted, 1) };
    }

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)], 2);
}
