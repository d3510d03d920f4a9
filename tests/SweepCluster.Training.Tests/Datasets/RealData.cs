namespace SweepCluster.Training.Tests.Datasets;

/// <summary>Where real data lies on this machine, if it does.</summary>
internal static class RealData
{
    /// <summary>The folder that contains <c>mnist</c>; null when there is none.</summary>
    public static string? Folder { get; } = Candidates().FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, "mnist")));

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("SWEEP_DATA") is { Length: > 0 } given)
        {
            yield return given;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "data");
            yield return Path.GetFullPath(Path.Combine(folder.FullName, "../shared/data"));
        }
    }
}
