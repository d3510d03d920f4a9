using System.CommandLine;
using SweepCluster.Cli.Data;
using SweepCluster.Cli.Run;
using SweepCluster.Cli.Verify;
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
            VerifyCommand.Create(),
            DataCommand.Create(),
        };
        HelpExamples.AddTo(root);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"sweep: {error.Message}").ConfigureAwait(false);
            }

            await Console.Error.WriteLineAsync($"Try 'sweep {parsed.CommandResult.Command.Name} --help'.".Replace("sweep sweep", "sweep", StringComparison.Ordinal)).ConfigureAwait(false);
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
        catch (OperationCanceledException)
        {
            return ExitCode.Cancelled;
        }
    }
}
