using System.CommandLine;
using SweepCluster.Cli.Remote.Watch;

namespace SweepCluster.Cli.Remote;

/// <summary>The commands that speak to a node over HTTP.</summary>
internal static class RemoteCommands
{
    public static IEnumerable<Command> Create() =>
    [
        SubmitCommand.Create(),
        ListCommand.Create(),
        ShowCommand.Create(),
        WatchCommand.Create(),
        .. StateCommands.Create(),
        ExtendCommand.Create(),
        RetryCommand.Create(),
        LogsCommand.Create(),
        WorkersCommand.Create(),
    ];
}
