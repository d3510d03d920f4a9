using System.Text.RegularExpressions;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>What can be said of <c>deploy/Dockerfile</c> without building it.</summary>
public sealed partial class DockerfileTests
{
    private static readonly string[] Lines = [.. File.ReadAllText(PathOf("deploy", "Dockerfile")).Replace("\\\n", "", StringComparison.Ordinal).Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

    [Fact]
    public void Every_target_that_is_built_does_not_run_as_root_and_carries_no_compiler()
    {
        var built = ComposeFile.Services.Where(service => service.Json["build"] is not null).ToArray();
        Assert.Equal(["cpu", "nvidia"], built.Select(service => service.Json["build"]!["target"]!.ToString()).Distinct().Order(StringComparer.Ordinal));
        Assert.All(built, service =>
        {
            Assert.Equal("deploy/Dockerfile", service.Json["build"]!["dockerfile"]!.ToString());
            var stages = StagesUnder(service.Json["build"]!["target"]!.ToString()).ToArray();
            Assert.Equal("USER 1654:1654", stages.SelectMany(stage => stage.Lines).Last(line => line.StartsWith("USER", StringComparison.Ordinal)));
            Assert.DoesNotContain("sdk", stages[0].Base, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void What_is_copied_from_the_repository_is_there_and_not_ignored()
    {
        var copied = Lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal)).SelectMany(line => line.Split(' ')[1..^1]).ToArray();
        var allowed = File.ReadAllLines(PathOf(".dockerignore")).Where(line => line.StartsWith('!')).Select(line => line[1..]).ToArray();
        Assert.All(copied, path => Assert.True(Path.Exists(PathOf(path)), $"{path} is not there"));
        Assert.All(copied, path => Assert.Contains(path.Split('/')[0], allowed));
        Assert.Equal("**", File.ReadLines(PathOf(".dockerignore")).First());
    }

    [Fact]
    public void What_is_copied_from_a_stage_is_made_there()
    {
        var copies = Stages.SelectMany(stage => stage.Lines.Where(line => line.StartsWith("COPY --from=", StringComparison.Ordinal)).Select(line => line["COPY --from=".Length..].Split(' '))).ToArray();
        Assert.Equal(3, copies.Length);
        foreach (var (from, path) in copies.Select(copy => (Stages.Single(stage => stage.Name == copy[0]), copy[1])))
        {
            var isPublished = from.Lines.Any(line => line.Contains($"--output {path} ", StringComparison.Ordinal));
            var isPage = from.Lines.Contains("RUN ./build") && path == from.Lines.Single(line => line.StartsWith("WORKDIR", StringComparison.Ordinal)).Split(' ')[1] + "/dist/";
            Assert.True(isPublished || isPage, $"nothing makes {path} in {from.Name}");
        }
    }

    [Fact]
    public async Task The_page_is_built_by_its_own_script_with_a_Node_js_that_it_takes_and_the_program_embeds_it()
    {
        var page = Stages.Single(stage => stage.Name == "page");
        Assert.Equal(["WORKDIR /page", "COPY src/SweepCluster.Web/ ./", "RUN ./build"], page.Lines);
        Assert.Equal("22", NodeVersion().Match(page.Base).Groups[1].Value);
        Assert.Contains(">=22.12.0", File.ReadAllText(PathOf("src", "SweepCluster.Web", "package.json")), StringComparison.Ordinal);
        await MachineProgram.SucceedAsync("test", "-x", PathOf("src", "SweepCluster.Web", "build"));
        Assert.Contains("outDir: \"../dist\"", File.ReadAllText(PathOf("src", "SweepCluster.Web", "vite.config.ts")), StringComparison.Ordinal);
        Assert.Contains("../SweepCluster.Web/dist/**", File.ReadAllText(PathOf("src", "SweepCluster.Node", "SweepCluster.Node.csproj")), StringComparison.Ordinal);
        Assert.Contains(Lines, line => line == "COPY --from=page /page/dist/ src/SweepCluster.Web/dist/");
    }

    [Fact]
    public void Projects_that_are_published_are_there_and_the_program_that_is_started_is_theirs()
    {
        var published = Published().Matches(string.Join('\n', Lines)).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(2, published.Length);
        Assert.All(published, project => Assert.Single(Directory.GetFiles(PathOf(project), "*.csproj")));
        Assert.Contains("<AssemblyName>sweep</AssemblyName>", File.ReadAllText(Directory.GetFiles(PathOf(published[0]), "*.csproj").Single()), StringComparison.Ordinal);
        Assert.Contains("ENTRYPOINT [\"dotnet\", \"/app/sweep.dll\"]", Lines);
    }

    private sealed record Stage(string Name, string Base, IReadOnlyList<string> Lines);

    private static IReadOnlyList<Stage> Stages { get; } = [.. Read()];

    private static string PathOf(params string[] parts) => Path.Combine([Workplace.Repository, .. parts]);

    /// <summary>A stage after those that it is built on.</summary>
    private static IEnumerable<Stage> StagesUnder(string name) =>
        Stages.SingleOrDefault(stage => stage.Name == name) is { } stage ? StagesUnder(stage.Base).Append(stage) : [];

    private static IEnumerable<Stage> Read()
    {
        var begins = Enumerable.Range(0, Lines.Length).Where(i => Lines[i].StartsWith("FROM ", StringComparison.Ordinal)).ToArray();
        return begins.Zip(begins.Skip(1).Append(Lines.Length), (begin, end) =>
        {
            var words = Lines[begin].Split(' ');
            return new Stage(words[3], words[1], Lines[(begin + 1)..end]);
        });
    }

    [GeneratedRegex(@"^node:(\d+)")]
    private static partial Regex NodeVersion();

    [GeneratedRegex(@"dotnet publish (\S+)")]
    private static partial Regex Published();
}
