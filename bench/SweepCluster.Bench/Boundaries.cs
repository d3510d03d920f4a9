using SweepCluster.Domain.Tests.Surrogates;

namespace SweepCluster.Bench;

/// <summary>How many points it takes to know a boundary in four dimensions, chosen or spread evenly.</summary>
internal static class Boundaries
{
    /// <summary>Prints a Markdown table; both kinds of points are judged by the same model.</summary>
    public static void Print(int cells, int sobol)
    {
        Console.WriteLine($"Misclassified of {BoundaryRun.HeldOut} held-out points, %:");
        Console.WriteLine();
        Console.WriteLine("| points | boundary | sobol |");
        Console.WriteLine("|---:|---:|---:|");
        var chosen = BoundaryRun.Of($"{{kind: boundary, cells: {cells}}}");
        var spread = BoundaryRun.Of($"{{kind: sobol, cells: {sobol}}}");
        foreach (var count in (int[])[60, 100, 150, 200, 300, 400, 600, 800, 1200, 1600, 2048, 3000, 4096])
        {
            if (count <= Math.Max(cells, sobol))
            {
                Console.WriteLine($"| {count} | {Wrong(chosen, count)} | {Wrong(spread, count)} |");
            }
        }
    }

    private static string Wrong(BoundaryRun run, int count) =>
        count <= run.Cells ? FormattableString.Invariant($"{100 * run.Wrong(count):F2}") : "";
}
