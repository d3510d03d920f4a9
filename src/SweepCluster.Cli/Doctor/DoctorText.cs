using System.Text.Json;
using SweepCluster.Cli.Stored;

namespace SweepCluster.Cli.Doctor;

/// <summary>Findings for people.</summary>
internal static class DoctorText
{
    /// <summary>A line for each finding, its remedy below it, and a verdict.</summary>
    public static string Of(IReadOnlyList<Finding> findings)
    {
        var lines = Table.Lines(findings.Select(finding => new[] { Name(finding.Status), finding.Area, finding.Found }))
            .Zip(findings, (line, finding) => finding.Remedy is null ? [line] : new[] { line, $"        → {finding.Remedy}" })
            .SelectMany(both => both);
        var (failed, warned) = (findings.Count(finding => finding.Status == FindingStatus.Fail), findings.Count(finding => finding.Status == FindingStatus.Warn));
        var verdict = (failed, warned) switch
        {
            (0, 0) => "Everything works.",
            (0, _) => $"Everything works; {warned} could be better.",
            _ => $"{failed} {(failed == 1 ? "does" : "do")} not work.",
        };
        return string.Join(Environment.NewLine, lines.Append("").Append(verdict));
    }

    private static string Name(FindingStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());
}
