using System.Diagnostics;
using SweepCluster.Compute.Cpu;

namespace SweepCluster.Bench;

/// <summary>
/// What share of one core's fused-multiply-add peak a thread's work reaches: the peak is sampled just before and
/// just after every piece of work, because a shared machine changes its speed by the second. Use one per thread.
/// </summary>
internal sealed class PeakShare
{
    private readonly List<double> _shares = [];

    /// <summary>The median over the pieces of work so far.</summary>
    public double Median
    {
        get
        {
            var sorted = _shares.Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>Times a piece of work, best between one and a hundred milliseconds long.</summary>
    /// <param name="work">Returns the floating-point operations that it did.</param>
    public void Observe(Func<double> work)
    {
        var before = FmaPeak.Sample<float>();
        var begun = Stopwatch.GetTimestamp();
        var operations = work();
        var rate = operations / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var after = FmaPeak.Sample<float>();
        _shares.Add(rate / ((before + after) / 2));
    }
}
