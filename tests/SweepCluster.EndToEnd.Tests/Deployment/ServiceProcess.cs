using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>A service's process on this machine; what it says is in a file.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private const int Killed = 9;
    private const int Terminated = 15;
    private const int Continued = 18;
    private const int Stopped = 19;

    private readonly Process _process;
    private readonly Task _reading;

    public ServiceProcess(string name, string[] command, IEnumerable<KeyValuePair<string, string>> environment, string folder)
    {
        Name = name;
        var start = new ProcessStartInfo("env", ["--default-signal=INT", .. command]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("SWEEP_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start)!;
        LogFile = Path.Combine(folder, $"{name}.log");
        _reading = Task.WhenAll(KeepAsync(_process.StandardOutput, LogFile + ".out"), KeepAsync(_process.StandardError, LogFile));
    }

    public string Name { get; }

    public string LogFile { get; }

    public bool HasEnded => _process.HasExited;

    /// <summary>Ends the process as a power cut would.</summary>
    public async Task KillAsync()
    {
        _ = SendSignal(_process.Id, Killed);
        await _process.WaitForExitAsync();
    }

    /// <summary>The process stands still, as on a machine that is suspended.</summary>
    public void Suspend() => _ = SendSignal(_process.Id, Stopped);

    public void Resume() => _ = SendSignal(_process.Id, Continued);

    /// <summary>Asks it to end, as an engine of containers does, and says how long it took and how it ended.</summary>
    public async Task<(TimeSpan Took, int ExitCode)> StopAsync()
    {
        var started = Stopwatch.GetTimestamp();
        _ = SendSignal(_process.Id, Terminated);
        await _process.WaitForExitAsync();
        return (Stopwatch.GetElapsedTime(started), _process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        await _reading;
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    private static async Task KeepAsync(StreamReader reader, string path)
    {
        await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        await reader.BaseStream.CopyToAsync(file);
    }
}
