using System.Text.Json;
using SweepCluster.Node.LocalRuns.Zooms;

namespace SweepCluster.Cli.Stored.Zoom;

/// <summary>The zooms of a sweep, each with its own below it.</summary>
internal static class ZoomTree
{
    public static void Print(string folder, bool json)
    {
        if (!json)
        {
            Console.Out.WriteLine(folder);
        }

        Print(folder, 1, json);
    }

    private static void Print(string folder, int depth, bool json)
    {
        foreach (var (child, zoom) in ZoomRecord.ChildrenOf(folder))
        {
            var indent = new string(' ', 2 * depth);
            Console.Out.WriteLine(json
                ? JsonSerializer.Serialize(new ZoomLine(child, zoom.Parent, zoom.X, zoom.Y, zoom.Reused), CliJson.Default.ZoomLine)
                : $"{indent}{Path.GetRelativePath(folder, child)}  x {zoom.X ?? "all"}, y {zoom.Y ?? "all"}, began with {zoom.Reused} trials");
            Print(child, depth + 1, json);
        }
    }
}
