using SweepCluster.Domain.Tests.Surrogates;

namespace SweepCluster.Bench;

/// <summary>How many points it takes to know boundaries in four dimensions, chosen or spread evenly.</summary>
internal static class Boundaries
{
    private static readonly int[] Steps = [60, 80, 100, 125, 150, 200, 300, 400, 600, 800, 1000, 1500, 2000, 4000, 8000, 16000];

    /// <summary>
    /// Prints Markdown: the median over seeds of the misclassified part at some numbers of points, and for
    /// each number of chosen points how many Sobol points do as well.
    /// </summary>
    /// <param name="cells">That the boundary strategy trains.</param>
    /// <param name="sobol">The most Sobol points that the same model is fitted to.</param>
    /// <param name="nearest">The most Sobol points that are looked up by the nearest cell.</param>
    /// <param name="seeds">1, 2, … of the sweep.</param>
    /// <param name="slope">Of the logit of P(stable) per axis length; infinite: no noise.</param>
    public static void Print(int cells, int sobol, int nearest, int seeds, double slope)
    {
        Console.WriteLine(FormattableString.Invariant($"Misclassified, %, median of {seeds} seeds, slope {slope}:"));
        Console.WriteLine();
        Console.WriteLine("| boundary | points | chosen | Sobol points for as much, same model | nearest cell |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var truth in KnownBoundary.All)
        {
            var chosen = Curve(seeds, cells, seed => BoundaryRun.Of($"{{kind: boundary, cells: {cells}}}", truth: truth, seed: seed, slope: slope), (run, count) => run.Wrong(count));
            var spread = Curve(seeds, sobol, seed => Spread(sobol, truth, seed, slope), (run, count) => run.Wrong(count));
            var looked = Curve(seeds, nearest, seed => Spread(nearest, truth, seed, slope), (run, count) => run.WrongByNearest(count));
            foreach (var (count, wrong) in chosen.Where(entry => entry.Count >= 100))
            {
                Console.WriteLine(FormattableString.Invariant(
                    $"| {truth.Name} | {count} | {100 * wrong:F2} | {Matching(spread, wrong)} | {Matching(looked, wrong)} |"));
            }
        }
    }

    private static BoundaryRun Spread(int cells, KnownBoundary truth, ulong seed, double slope) =>
        BoundaryRun.Of($"{{kind: sobol, cells: {cells}}}", truth: truth, seed: seed, slope: slope);

    private static (int Count, double Wrong)[] Curve(int seeds, int most, Func<ulong, BoundaryRun> run, Func<BoundaryRun, int, double> wrong)
    {
        BoundaryRun[] runs = [.. Enumerable.Range(1, seeds).Select(seed => run((ulong)seed))];
        return [.. Steps.Where(count => count <= most).Select(count => (count, Median(runs.Select(one => wrong(one, count)))))];
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The fewest points measured that do as well, with the part of the misclassified that they leave.</summary>
    private static string Matching((int Count, double Wrong)[] curve, double wrong)
    {
        foreach (var (count, left) in curve)
        {
            if (left <= wrong)
            {
                return FormattableString.Invariant($"{count}");
            }
        }

        return FormattableString.Invariant($"> {curve[^1].Count} ({100 * curve[^1].Wrong:F2})");
    }
}
