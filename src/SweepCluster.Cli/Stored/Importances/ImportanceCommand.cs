using System.CommandLine;
using System.Text.Json;
using SweepCluster.Cli.Remote;
using SweepCluster.Domain.Surrogates;
using SweepCluster.Node;
using SweepCluster.Node.Http.Documents;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Cli.Stored.Importances;

/// <summary><c>sweep importance</c>: which axes decide whether training is stable, and how well it does where it is.</summary>
internal static class ImportanceCommand
{
    public static Command Create()
    {
        var sweep = StoredArgument.Sweep();
        var json = StoredArgument.Json();
        var url = RemoteOptions.SweepUrl();
        var tokenFile = RemoteOptions.TokenFile();
        var command = new Command("importance", "Says which axes matter for stability and for the score of stable trials, alone and in pairs.") { sweep, json, url, tokenFile };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(url) is { } node)
            {
                using var client = RemoteOptions.Connect(node, parsed.GetValue(tokenFile));
                var stored = await client.ResolveAsync(parsed.GetRequiredValue(sweep), cancellation).ConfigureAwait(false);
                return Print(stored.Name, await client.ImportanceAsync(stored.Id, cancellation).ConfigureAwait(false), parsed.GetValue(json));
            }

            var run = await StoredRun.OpenAsync(parsed.GetRequiredValue(sweep), cancellation).ConfigureAwait(false);
            if (run.Sweep.Axes.IsEmpty)
            {
                throw new UserException($"{run.Folder}: the sweep has no axes, so nothing can matter.");
            }

            return Print(run.Sweep.Name, ImportancesDocument.Of(Importance.OfStability(run.Map), Importance.OfScore(run.Map)), parsed.GetValue(json));
        });
        return command;
    }

    private static int Print(string name, ImportancesDocument document, bool json)
    {
        Console.Out.WriteLine(json ? JsonSerializer.Serialize(document, CliJson.Default.ImportancesDocument) : ImportanceText.Of(name, document));
        return ExitCode.Success;
    }
}
