using System.Diagnostics;

namespace SweepCluster.EndToEnd.Tests;

/// <summary>An empty folder to run the program in, removed at the end, and every process that was started there.</summary>
public sealed class Workplace : IDisposable
{
    private readonly List<SweepProcess> _processes = [];

    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("sweep-").FullName;

    /// <summary>The source tree, for its sweeps and worked examples.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder that holds real data sets; null where there is none.</summary>
    public static string? RealData { get; } = FindRealData();

    /// <summary>A path in the folder.</summary>
    public string File(params string[] names) => Path.Combine([Folder, .. names]);

    /// <summary>Writes a text and returns its name.</summary>
    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return name;
    }

    /// <summary>Names of everything in a folder below, in order; empty when it is missing.</summary>
    public IReadOnlyList<string> Names(string folder = ".") => Directory.Exists(File(folder))
        ? [.. Directory.EnumerateFileSystemEntries(File(folder)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Starts the program and comes back at once.</summary>
    public SweepProcess Start(params string[] arguments) => Start(null, arguments);

    /// <summary>Runs the program to its end.</summary>
    public Task<Ended> RunAsync(params string[] arguments) => Start(null, arguments).EndAsync();

    /// <summary>Runs the program to its end with data sets to be found in <paramref name="dataFolder"/>.</summary>
    public Task<Ended> RunWithDataAsync(string? dataFolder, params string[] arguments) => Start(dataFolder, arguments).EndAsync();

    public void Dispose()
    {
        _processes.ForEach(process => process.Dispose());
        Directory.Delete(Folder, recursive: true);
    }

    private SweepProcess Start(string? dataFolder, string[] arguments)
    {
        // Shells start background jobs with SIGINT ignored, and children inherit that: undo it where it can be.
        var start = new ProcessStartInfo(OperatingSystem.IsLinux() ? "env" : "dotnet")
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] command = [.. OperatingSystem.IsLinux() ? ["--default-signal=INT", "dotnet"] : Array.Empty<string>(), Path.Combine(AppContext.BaseDirectory, "sweep.dll"), .. arguments];
        Array.ForEach(command, start.ArgumentList.Add);
        start.Environment.Remove("SWEEP_DATA");
        if (dataFolder is not null)
        {
            start.Environment["SWEEP_DATA"] = dataFolder;
        }

        var process = new SweepProcess(Process.Start(start)!);
        _processes.Add(process);
        return process;
    }

    private static string FindRepository() =>
        Above(AppContext.BaseDirectory).First(folder => System.IO.File.Exists(Path.Combine(folder, "SweepCluster.sln")));

    private static string? FindRealData()
    {
        var named = Environment.GetEnvironmentVariable("SWEEP_DATA");
        var candidates = Above(AppContext.BaseDirectory).SelectMany(folder => new[] { Path.Combine(folder, "data"), Path.Combine(folder, "..", "shared", "data") });
        return candidates.Prepend(named).FirstOrDefault(folder => !string.IsNullOrEmpty(folder) && Directory.Exists(Path.Combine(folder, "mnist")));
    }

    private static IEnumerable<string> Above(string start)
    {
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }
}
