namespace SweepCluster.Training.Tests.Conformance;

/// <summary>The golden documents beside the tests.</summary>
internal static class GoldenFiles
{
    /// <summary>The path of <c>golden/NAME</c> in the nearest folder above the tests that has it.</summary>
    public static string Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "golden", name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException($"No golden/{name} above {AppContext.BaseDirectory}.");
    }
}
