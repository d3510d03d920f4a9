namespace SweepCluster.Domain.Tests.Sweeps;

/// <summary>Files that the repository ships.</summary>
internal static class SolutionFolder
{
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root(), .. parts]);

    /// <summary>Compares a committed text with the one that the code makes; rewrites it when UPDATE_GENERATED is 1.</summary>
    public static void AssertGenerated(string path, string expected)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GENERATED") == "1")
        {
            File.WriteAllText(path, expected);
        }

        var found = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.True(found == expected, $"{path} is out of date. Run the tests once with the environment variable UPDATE_GENERATED=1 and commit the file.");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "SweepCluster.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must lie inside the repository.");
    }
}
