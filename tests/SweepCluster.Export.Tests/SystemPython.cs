using System.Diagnostics;

namespace SweepCluster.Export.Tests;

/// <summary>The system's Python, whose packages read what is written for them.</summary>
internal static class SystemPython
{
    private const string Interpreter = "/usr/bin/python3";

    public static bool Has(string package) => File.Exists(Interpreter) && Run($"import {package}").Code == 0;

    /// <summary>Runs a program; its arguments are in <c>sys.argv[1:]</c>.</summary>
    public static (int Code, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Interpreter, ["-c", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + errors.GetAwaiter().GetResult());
    }
}
