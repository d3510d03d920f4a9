using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SweepCluster.EndToEnd.Tests;

/// <summary>What the program left behind when it ended.</summary>
/// <param name="ExitCode">As the shell sees it.</param>
/// <param name="Output">Standard output, as far as nobody has read it before the end.</param>
/// <param name="Error">Standard error.</param>
public sealed record Ended(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of <see cref="Output"/>.</summary>
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A running <c>sweep</c>. Whatever waits for it, waits for a limited time and then kills it.</summary>
public sealed partial class SweepProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly CancellationTokenSource _limit = new(Patience);
    private readonly CancellationTokenRegistration _killing;
    private readonly Task<string> _error;

    internal SweepProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
        _killing = _limit.Token.Register(() => process.Kill());
    }

    /// <summary>Reads standard output up to the given number of trials that are in the store.</summary>
    public async Task<IReadOnlyList<string>> TrialsAsync(int count)
    {
        var lines = new List<string>();
        while (lines.Count < count && await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
        }

        Assert.Equal(count, lines.Count);
        return lines;
    }

    /// <summary>Ends the process as a power cut would.</summary>
    public void Kill() => _process.Kill();

    /// <summary>What Ctrl-C sends.</summary>
    public void Interrupt() => Assert.Equal(0, SendSignal(_process.Id, 2));

    /// <summary>Waits for the end.</summary>
    public async Task<Ended> EndAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        Assert.False(_limit.IsCancellationRequested, $"The program did not end within {Patience}.");
        return new Ended(_process.ExitCode, output, await _error);
    }

    public void Dispose()
    {
        _killing.Dispose();
        _limit.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
