using System.Xml.Linq;

namespace SweepCluster.Architecture.Tests;

/// <summary>The one-way rule: a project may reference only those that the architecture names for it.</summary>
public class ReferenceArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Domain"] = [],
        ["Compute"] = ["Domain"],
        ["Compute.Ilgpu"] = ["Compute"],
        ["Training"] = ["Domain", "Compute"],
        ["Storage"] = ["Domain"],
        ["Export"] = ["Domain"],
        ["Cluster"] = ["Domain", "Training", "Storage"],
        ["Cluster.Akka"] = ["Cluster"],
        ["Node"] = ["Cluster", "Export", "Compute.Ilgpu", "Cluster.Akka"],
        ["Cli"] = ["Node", "Export"],
    };

    // The live page is no project of .NET: it reaches the program as built files.
    public static TheoryData<string> Projects =>
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(folder => Path.GetFileName(folder)!).Where(name => File.Exists(Path.Combine(Root, "src", name, name + ".csproj")))];

    private static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "SweepCluster.sln")))
            {
                folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No SweepCluster.sln above the tests.");
            }

            return folder;
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_architecture_allows(string project)
    {
        var name = project["SweepCluster.".Length..];
        var allowed = Assert.Contains(name, (IReadOnlyDictionary<string, string[]>)Allowed);
        var referenced = References(project).Select(reference => Path.GetFileNameWithoutExtension(reference)["SweepCluster.".Length..]);
        Assert.Subset(allowed.ToHashSet(), referenced.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_has_tests_beside_it_and_both_are_in_the_solution(string project)
    {
        var solution = File.ReadAllText(Path.Combine(Root, "SweepCluster.sln"));
        Assert.True(File.Exists(Path.Combine(Root, "tests", project + ".Tests", project + ".Tests.csproj")));
        Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal);
        Assert.Contains($"\"{project}.Tests\"", solution, StringComparison.Ordinal);
    }

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj"))
            .Descendants("ProjectReference")
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'));
}
