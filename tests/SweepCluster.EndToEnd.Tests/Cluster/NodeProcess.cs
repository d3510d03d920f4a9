using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace SweepCluster.EndToEnd.Tests.Cluster;

/// <summary>A running <c>sweep node</c>, whose log goes to a file, and what may be done to it.</summary>
internal sealed partial class NodeProcess : IAsyncDisposable
{
    private const int Interrupted = 2;
    private const int Killed = 9;
    private const int Terminated = 15;
    private const int Continued = 18;
    private const int Stopped = 19;

    private readonly Process _process;
    private readonly List<string> _log = [];
    private readonly TaskCompletionSource<string> _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private bool _isStopped;
    private volatile bool _isToEnd;

    /// <param name="start">The program and its arguments.</param>
    /// <param name="logFile">What the process says is added to it.</param>
    public NodeProcess(ProcessStartInfo start, string logFile)
    {
        start.RedirectStandardError = true;
        start.RedirectStandardOutput = true;
        _process = Process.Start(start)!;
        var output = _process.StandardOutput.ReadToEndAsync();
        _reading = ReadAsync(logFile, output);
    }

    /// <summary>Where its API is reached, once the node is up; null on a node that serves none.</summary>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public async Task<Uri?> AddressAsync()
    {
        var serving = Serving().Match(await _up.Task.WaitAsync(Until.Patience));
        return serving.Success ? new Uri(serving.Groups[1].Value) : null;
    }

    /// <summary>The id that it entered the cluster with.</summary>
    public async Task<string> IdAsync() => Up().Match(await _up.Task.WaitAsync(Until.Patience)).Groups[1].Value;

    /// <summary>Lines that it has logged so far.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_log)
            {
                return [.. _log];
            }
        }
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>Whether it has ended by itself.</summary>
    public bool HasFailed => _process.HasExited && !_isToEnd;

    /// <summary>Ends the process as a power cut would.</summary>
    public async Task KillAsync()
    {
        _isToEnd = true;
        Signal(Killed);
        await _process.WaitForExitAsync();
    }

    /// <summary>The process stands still, its connections with it.</summary>
    public void Stop()
    {
        _isStopped = true;
        Signal(Stopped);
    }

    public void Continue()
    {
        _isStopped = false;
        Signal(Continued);
    }

    /// <summary>What an operator, or the machine's shutdown, sends.</summary>
    public void Terminate()
    {
        _isToEnd = true;
        Signal(Terminated);
    }

    /// <summary>What Ctrl-C sends.</summary>
    public void Interrupt()
    {
        _isToEnd = true;
        Signal(Interrupted);
    }

    /// <summary>Waits for the end; the exit code as the shell sees it.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Until.Patience);
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        _isToEnd = true;
        if (!_process.HasExited)
        {
            if (_isStopped)
            {
                Continue();
            }

            await KillAsync();
        }

        await _reading;
        _process.Dispose();
    }

    [GeneratedRegex(@"serving (http[^\s""]+)")]
    private static partial Regex Serving();

    [GeneratedRegex(@"Node (\S+) is up on ")]
    private static partial Regex Up();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    private void Signal(int signal)
    {
        if (!_process.HasExited)
        {
            _ = SendSignal(_process.Id, signal);
        }
    }

    private async Task ReadAsync(string logFile, Task<string> output)
    {
        await using (var file = new StreamWriter(new FileStream(logFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true })
        {
            while (await _process.StandardError.ReadLineAsync() is { } line)
            {
                await file.WriteLineAsync(line);
                lock (_log)
                {
                    _log.Add(line);
                }

                if (Up().IsMatch(line))
                {
                    _up.TrySetResult(line);
                }
            }

            await file.WriteAsync(await output);
        }

        _up.TrySetException(new InvalidOperationException($"The node ended before it was up:\n{string.Join('\n', Log)}"));
        // Nobody may be waiting for it any more.
        _ = _up.Task.Exception;
    }
}
