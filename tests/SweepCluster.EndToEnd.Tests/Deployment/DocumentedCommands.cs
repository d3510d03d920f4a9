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

    [GeneratedRegex(@"^```sh( run)?\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
