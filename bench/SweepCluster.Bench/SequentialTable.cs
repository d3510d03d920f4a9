using SweepCluster.Domain.Planning.Replication;
using SweepCluster.Domain.Tests.Planning.Replication;

namespace SweepCluster.Bench;

/// <summary>What sequential replicates cost and decide on cliffs of several widths.</summary>
internal static class SequentialTable
{
    private const int Most = 32;

    /// <summary>Prints a Markdown table.</summary>
    public static void Print(int resolution, int least, double confidence)
    {
        var rule = new ReplicateRule.Sequential(least, Most, Threshold: 0.5, 1 - confidence);
        Console.WriteLine(FormattableString.Invariant(
            $"At {resolution} × {resolution} cells, replicates {{kind: sequential, min: {least}, max: {Most}, confidence: {confidence}}} against {{count: {Most}}}, the same seeds first; a tie is not stable:"));
        Console.WriteLine();
        Console.WriteLine($"| width, P = 0.9 to 0.1 | % of the trials | % decided otherwise | % otherwise by {Most} other seeds | % wrong | % wrong with {Most} | % at {Most} |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var width in (double[])[0.005, 0.01, 0.02, 0.05, 0.1, 0.2])
        {
            var run = CliffRun.Of(rule, Most, width, resolution);
            Console.WriteLine(FormattableString.Invariant(
                $"| {width} | {100 * run.Cost:F2} | {100 * run.DecidedOtherwise:F3} | {100 * run.OtherSeedsOtherwise:F3} | {100 * run.Wrong:F3} | {100 * run.WrongOfFixed:F3} | {100 * run.AtTheMost:F2} |"));
        }
    }
}
