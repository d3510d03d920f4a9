using System.CommandLine;

namespace SweepCluster.Cli.Stored;

/// <summary>What commands that read a finished or running sweep have in common.</summary>
internal static class StoredArgument
{
    public static Argument<string> Sweep(string name = "SWEEP") => new(name) { Description = "The output folder of a sweep, such as out/quickstart." };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object instead of a table." };
}
