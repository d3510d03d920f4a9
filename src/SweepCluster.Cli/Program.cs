using System.CommandLine;
using SweepCluster.Cli.Bench;
using SweepCluster.Cli.Data;
using SweepCluster.Cli.Devices;
using SweepCluster.Cli.Doctor;
using SweepCluster.Cli.Nodes;
using SweepCluster.Cli.Remote;
using SweepCluster.Cli.Remote.Client;
using SweepCluster.Cli.Run;
using SweepCluster.Cli.Stored.Differ;
using SweepCluster.Cli.Stored.Exports;
using SweepCluster.Cli.Stored.Importances;
using SweepCluster.Cli.Stored.Recommend;
using SweepCluster.Cli.Stored.Relabel;
using SweepCluster.Cli.Stored.Zoom;
using SweepCluster.Cli.Verify;
using SweepCluster.Cluster.Actors;
using SweepCluster.Cluster.Engines;
using SweepCluster.Node;
using SweepCluster.Storage;
using SweepCluster.Training.Datasets;

namespace SweepCluster.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        var root = new RootCommand("Maps where training is stable: sweeps hyperparameters of polynomial networks and polyharmonic cascades.")
        {
            RunCommand.Create(),
            ExportCommand.Create(),
            RecommendCommand.Create(),
            ImportanceCommand.Create(),
            DiffCommand.Create(),
            ZoomCommand.Create(),
            RelabelCommand.Create(),
            NodeCommand.Create(),
            VerifyCommand.Create(),
            DataCommand.Create(),
            DoctorCommand.Create(),
            DevicesCommand.Create(),
            BenchCommand.Create(),
        };
        foreach (var command in RemoteCommands.Create())
        {
            root.Subcommands.Add(command);
        }

        HelpExamples.AddTo(root);
        var parsed = root.Parse(arguments);

        // Help is there for those who do not know yet what else to say.
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpExamples.WithExamples)
        {
            await Console.Error.WriteLineAsync(ParseMistakes.Text(parsed)).ConfigureAwait(false);
            return ExitCode.UserMistake;
        }

        // Our own handling below: Ctrl-C must end a run in order, and a user's mistake needs no stack trace.
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            return await parsed.InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (Exception mistake) when (mistake is UserException or DatasetException or StoreException)
        {
            await Console.Error.WriteLineAsync($"sweep: {mistake.Message}").ConfigureAwait(false);
            return ExitCode.UserMistake;
        }
        catch (Exception failure) when (failure is NodeException or EngineException or ActorFailedException)
        {
            await Console.Error.WriteLineAsync($"sweep: {failure.Message}").ConfigureAwait(false);
            return failure is RefusedException ? ExitCode.UserMistake : ExitCode.Failure;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Cancelled;
        }
    }
}
