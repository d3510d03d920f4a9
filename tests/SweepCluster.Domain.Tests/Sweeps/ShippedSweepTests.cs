using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Tests.Sweeps;

public partial class ShippedSweepTests
{
    public static TheoryData<string> Names => [.. Directory.GetFiles(SolutionFolder.Path("sweeps"), "*.yaml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_shipped_sweep_reads_without_error_and_can_be_written_back(string name)
    {
        var sweep = SweepText.Sweep(Text(name));

        Assert.Equal(Path.GetFileNameWithoutExtension(name), sweep.Name);
        Assert.Equal(sweep, SweepText.Sweep(SweepFileWriter.Write(sweep)));
        Assert.True(sweep.CellSet().Count <= 1000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_shipped_sweep_names_its_schema_and_uses_only_keys_that_the_schema_has(string name)
    {
        var schema = JsonNode.Parse(File.ReadAllText(SolutionFolder.Path("sweeps", "sweep.schema.json")))!;
        var keys = schema["properties"]!.AsObject().Select(property => property.Key).ToHashSet();

        Assert.StartsWith("# yaml-language-server: $schema=sweep.schema.json\n# ", Text(name), StringComparison.Ordinal);
        Assert.All(TopLevelKey().Matches(Text(name)), match => Assert.Contains(match.Groups[1].Value, keys));
    }

    private static string Text(string name) => File.ReadAllText(SolutionFolder.Path("sweeps", name)).ReplaceLineEndings("\n");

    [GeneratedRegex("^([a-zA-Z]+):", RegexOptions.Multiline)]
    private static partial Regex TopLevelKey();
}
