using System.CommandLine;

namespace SweepCluster.Cli.Bench;

/// <summary><c>sweep bench</c>: measures this machine.</summary>
internal static class BenchCommand
{
    public static Command Create() => new("bench", "Measures how well this machine's devices are used.")
    {
        BenchDevicesCommand.Create(),
    };
}
