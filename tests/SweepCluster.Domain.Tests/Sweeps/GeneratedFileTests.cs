using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Tests.Sweeps;

public class GeneratedFileTests
{
    [Fact]
    public void The_committed_schema_is_what_the_parameters_make() =>
        SolutionFolder.AssertGenerated(SolutionFolder.Path("sweeps", "sweep.schema.json"), SweepFileSchema.Write());

    [Fact]
    public void The_reference_has_the_tables_that_the_parameters_make()
    {
        const string Begin = "<!-- parameters: generated -->\n";
        const string End = "<!-- end of parameters -->\n";
        var path = SolutionFolder.Path("docs", "sweep-file.md");
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, "docs/sweep-file.md has lost the marks around its parameter tables.");
        SolutionFolder.AssertGenerated(path, $"{text[..(begin + Begin.Length)]}\n{ParameterTables.Write()}{text[end..]}");
    }
}
