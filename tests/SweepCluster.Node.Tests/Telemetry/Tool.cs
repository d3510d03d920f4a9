using System.Diagnostics;

namespace SweepCluster.Node.Tests.Telemetry;

/// <summary>A program of the system that judges what we write.</summary>
internal static class Tool
{
    /// <summary>Whether a program is here, which CI must have.</summary>
    public static bool Has(string program) =>
        IsThere(Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))), program);

    /// <summary>Whether Debian's package of Prometheus' Python client is here, which CI must have.</summary>
    public static bool HasPrometheusClient() => IsThere(File.Exists("/usr/lib/python3/dist-packages/prometheus_client/openmetrics/parser.py"), "python3-prometheus-client");

    /// <summary>Feeds a text to a program.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string text, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(text);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    private static bool IsThere(bool found, string what)
    {
        Assert.True(found || Environment.GetEnvironmentVariable("CI") != "true", $"{what} is not installed, which CI does not allow.");
        return found;
    }
}
