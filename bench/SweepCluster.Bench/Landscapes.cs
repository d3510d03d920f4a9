using SweepCluster.Domain.Tests.Planning.Landscapes;

namespace SweepCluster.Bench;

/// <summary>What refinement costs and misses on landscapes whose truth is known.</summary>
internal static class Landscapes
{
    /// <summary>Prints a Markdown table.</summary>
    public static void Print(int resolution, string replicates)
    {
        Console.WriteLine(FormattableString.Invariant($"At {resolution} × {resolution} cells, replicates {replicates}:"));
        Console.WriteLine();
        Console.WriteLine("| landscape | cells trained | % of dense | centres of saddles | trials | wrong cells % | processor seconds |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (var landscape in Landscape.All)
        {
            var before = Environment.CpuUsage.TotalTime;
            var run = LandscapeRun.Of(landscape, resolution, replicates);
            var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            Console.WriteLine(FormattableString.Invariant(
                $"| {landscape.Name} | {run.Cells} | {100 * run.PartOfDense:F2} | {run.Centres} | {run.Trials} | {100 * run.Wrong():F3} | {seconds:F1} |"));
        }
    }
}
