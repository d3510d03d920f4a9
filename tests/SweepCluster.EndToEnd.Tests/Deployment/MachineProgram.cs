using System.Diagnostics;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>Runs a program of the machine to its end.</summary>
internal static class MachineProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Where a program is installed; null for nowhere.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/bin").Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    public static Task<Ended> RunAsync(params string[] command) => RunAsync(command, null);

    /// <param name="environment">Variables that it gets besides ours.</param>
    public static async Task<Ended> RunAsync(string[] command, IEnumerable<KeyValuePair<string, string>>? environment, string? folder = null)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Workplace.Repository,
        };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Patience);
        using var killing = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        await process.WaitForExitAsync();
        Assert.False(limit.IsCancellationRequested, $"{string.Join(' ', command)} did not end within {Patience}.");
        return new Ended(process.ExitCode, await output, await errors);
    }

    /// <summary>Runs it, and fails with what it said when it fails.</summary>
    public static async Task<string> SucceedAsync(params string[] command)
    {
        var ended = await RunAsync(command);
        Assert.True(ended.ExitCode == 0, $"{string.Join(' ', command)} ended with {ended.ExitCode}:\n{ended.Output}{ended.Error}");
        return ended.Output + ended.Error;
    }
}
