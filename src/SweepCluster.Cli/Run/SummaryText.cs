using SweepCluster.Cluster.Running;
using SweepCluster.Domain.Map;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Cli.Run;

/// <summary>What a run leaves behind, for people.</summary>
internal static class SummaryText
{
    public static string Of(RunProgress progress, StabilityMap map, RunEnd end, OutputFolder folder)
    {
        var numbers = progress.Numbers();
        var headline = end switch
        {
            RunEnd.Complete => $"Done: {numbers.Finished} trials in {Durations.Text(progress.Elapsed)}.",
            RunEnd.OutOfTime => $"The time limit was reached after {numbers.Finished} of {numbers.Total} trials; --resume goes on.",
            _ => $"Stopped after {numbers.Finished} of {numbers.Total} trials; --resume goes on.",
        };
        var pending = map.PendingCells > 0 ? $"{map.PendingCells} of {map.Cells.Length} cells have no trial yet" : "";
        var counts = string.Join("; ", new[] { Tally.Of(map.Counts), pending }.Where(part => part.Length > 0));
        return $"""

            {headline}
              {counts}

            {Relative(folder.File("map.png"))}       the map, also as map.svg
            {Relative(folder.File("cells.csv"))}     a row per cell
            {Relative(folder.File("trials.csv"))}    a row per trial; traces.jsonl holds every epoch
            """;
    }

    private static string Relative(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
