using System.Text.RegularExpressions;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>A fenced block of commands in a page: <c>sh run</c> is run by a test, <c>sh</c> alone is not.</summary>
internal sealed record CommandBlock(bool IsRun, string Text);

/// <summary>Commands as the documentation has them.</summary>
internal static partial class DocumentedCommands
{
    public static IReadOnlyList<CommandBlock> Of(string page)
    {
        var text = File.ReadAllText(Path.Combine(Workplace.Repository, "docs", page));
        return [.. Fence().Matches(text).Select(block => new CommandBlock(block.Groups[1].Value == " run", block.Groups[2].Value))];
    }

    /// <summary>Commands that stand indented in a page of <c>docs</c>, or in <c>README.md</c> by its path from there; a line that goes on is one.</summary>
    public static IReadOnlyList<string> Indented(string page)
    {
        var text = File.ReadAllText(Path.Combine(Workplace.Repository, "docs", page)).Replace("\\\n", "", StringComparison.Ordinal);
        return [.. Command().Matches(text).Select(line => line.Groups[1].Value)];
    }

    [GeneratedRegex(@"^    ((?:\./|sweep |id=|export |curl |SWEEP_|bench/|git |npm |dotnet |psql |kubectl |docker ).*)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"^```sh( run)?\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
