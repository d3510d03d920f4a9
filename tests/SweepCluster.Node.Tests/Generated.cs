namespace SweepCluster.Node.Tests;

/// <summary>Files of the repository that the code's tables are written into.</summary>
internal static class Generated
{
    private const string Begin = "<!-- table -->\n";
    private const string End = "<!-- end of table -->\n";

    /// <summary>Compares a table in a page with the one that the code makes; rewrites it when UPDATE_GENERATED is 1.</summary>
    public static void AssertTable(string path, IEnumerable<string> lines)
    {
        var page = File.ReadAllText(At(path)).ReplaceLineEndings("\n");
        var (from, to) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        Assert.True(from >= Begin.Length && to >= from, $"{path} has no place for its table.");
        AssertFile(path, page[..from] + string.Join('\n', lines) + "\n" + page[to..]);
    }

    /// <summary>Compares a whole file.</summary>
    public static void AssertFile(string path, string expected)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GENERATED") == "1")
        {
            File.WriteAllText(At(path), expected);
        }

        var found = File.Exists(At(path)) ? File.ReadAllText(At(path)).ReplaceLineEndings("\n") : "";
        Assert.True(found == expected, $"{path} is out of date. Run the tests once with the environment variable UPDATE_GENERATED=1 and commit the file.");
    }

    private static string At(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SweepCluster.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests must lie inside the repository."), path);
    }
}
