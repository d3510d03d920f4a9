using SweepCluster.Domain.Planning.Replication;
using SweepCluster.Domain.Statistics;
using SweepCluster.Domain.Tests.Statistics;

namespace SweepCluster.Bench;

/// <summary>What the intervals of a proportion promise and what they hold.</summary>
internal static class CoverageTable
{
    private const double Error = 0.05;
    private const int Looks = 1000;
    private const int Cells = 20_000;

    /// <summary>Prints two Markdown tables.</summary>
    public static void Print()
    {
        Console.WriteLine("Coverage of 95 % intervals after n trials, %, exact at 20,000 values of p: mean (least)");
        Console.WriteLine();
        Console.WriteLine("| n | Wilson | Jeffreys | confidence sequence |");
        Console.WriteLine("|---:|---:|---:|---:|");
        foreach (var n in (int[])[4, 8, 16, 32, 64, 128])
        {
            Console.WriteLine(Row($"{n}", new ReplicateRule.Fixed(n)));
        }

        Console.WriteLine(Row("sequential, 6 to 32", new ReplicateRule.Sequential(Least: 6, Most: 32, Threshold: 0.5, Error)));
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant(
            $"Looks after every trial until decided, {Looks} at most, error {Error}, {Cells} cells a row, % of the cells:"));
        Console.WriteLine();
        Console.WriteLine("| threshold | P(stable) | put above | put below | wrong | undecided | trials per cell |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var threshold in (double[])[0.5, 0.9])
        {
            foreach (var distance in (double[])[-0.1, -0.05, -0.02, 0, 0.02, 0.05])
            {
                Console.WriteLine(Row(threshold, threshold + distance));
            }
        }
    }

    private static string Row(string name, ReplicateRule rule)
    {
        var wilson = Coverage.Of(rule, proportion => proportion.Wilson());
        var jeffreys = Coverage.Of(rule, proportion => proportion.Jeffreys());
        var sequence = Coverage.Of(rule, proportion => ConfidenceSequence.Of(proportion, Error));
        return $"| {name} | {Describe(wilson)} | {Describe(jeffreys)} | {Describe(sequence)} |";
    }

    private static string Describe(Coverage coverage) =>
        FormattableString.Invariant($"{100 * coverage.Mean:F1} ({100 * coverage.Least:F1})");

    private static string Row(double threshold, double p)
    {
        var end = OptionalStopping.Of(p, threshold, Error, Looks, Cells);
        var wrong = (p <= threshold ? end.Above : 0) + (p >= threshold ? end.Below : 0);
        return FormattableString.Invariant(
            $"| {threshold} | {p:F2} | {100 * end.Above:F2} | {100 * end.Below:F2} | {100 * wrong:F2} | {100 * (1 - end.Above - end.Below):F2} | {end.MeanTrials:F0} |");
    }
}
