using System.Globalization;
using SweepCluster.Cli.Remote.Client;

namespace SweepCluster.Cli.Remote;

/// <summary>Sweeps of a node, for people.</summary>
internal static class SweepText
{
    private const int MostFailures = 10;

    /// <summary>A line for each sweep below a heading.</summary>
    public static string Table(IEnumerable<SweepDocument> sweeps)
    {
        string[] heading = ["id", "state", "priority", "finished", "failed", "submitted"];
        var rows = sweeps.Select(sweep => new[] { sweep.Id, sweep.State, Whole(sweep.Priority), $"{Whole(sweep.Progress.Finished)}/{Whole(sweep.Progress.Released)}", sweep.Progress.Failed > 0 ? Whole(sweep.Progress.Failed) : "", Time(sweep.CreatedAt) });
        return string.Join(Environment.NewLine, Stored.Table.Lines(rows.Prepend(heading)));
    }

    /// <summary>All that is known of one sweep.</summary>
    public static string Of(SweepDocument sweep, IReadOnlyList<FailureDocument> failures)
    {
        var lines = new List<string>
        {
            sweep.Id,
            $"  name       {sweep.Name}",
            $"  state      {sweep.State}{(sweep.IsPaused ? $"; 'sweep resume {sweep.Id}' goes on" : "")}",
            $"  priority   {Whole(sweep.Priority)}",
            $"  submitted  {Time(sweep.CreatedAt)}",
        };
        if (sweep.EndedAt is { } end)
        {
            lines.Add($"  ended      {Time(end)}, after {Durations.Text(end - sweep.CreatedAt)}");
        }

        lines.Add($"  trials     {Progress(sweep.Progress)}");

        if (failures.Count > 0)
        {
            lines.Add($"  failed by the machines, and not counted as unstable; 'sweep retry {sweep.Id}' trains them again:");
            lines.AddRange(failures.Take(MostFailures).Select(failure => $"    {failure.Cell}#{Whole(failure.Replicate)}  {failure.Cause}"));
            if (failures.Count > MostFailures)
            {
                lines.Add($"    and {Whole(failures.Count - MostFailures)} more, with --json");
            }
        }

        return string.Join(Environment.NewLine, lines);
    }

    /// <summary><c>120 finished, 4 training, 20 waiting, 1 failed</c>.</summary>
    public static string Progress(ProgressDocument counts) => string.Join(", ", new[]
    {
        $"{Whole(counts.Finished)} finished",
        counts.LeasedTrials > 0 ? $"{Whole(counts.LeasedTrials)} training" : "",
        counts.OpenTrials > 0 ? $"{Whole(counts.OpenTrials)} waiting" : "",
        counts.Failed > 0 ? $"{Whole(counts.Failed)} failed" : "",
    }.Where(part => part.Length > 0));

    /// <summary>In UTC, to the second.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
