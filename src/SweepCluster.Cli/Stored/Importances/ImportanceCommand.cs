using System.CommandLine;
using System.Text.Json;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Surrogates;
using SweepCluster.Node;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Cli.Stored.Importances;

/// <summary><c>sweep importance</c>: which axes decide whether training is stable, and how well it does where it is.</summary>
internal static class ImportanceCommand
{
    public static Command Create()
    {
        var sweep = StoredArgument.Sweep();
        var json = StoredArgument.Json();
        var command = new Command("importance", "Says which axes matter for stability and for the score of stable trials, alone and in pairs.") { sweep, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var run = await StoredRun.OpenAsync(parsed.GetRequiredValue(sweep), cancellation).ConfigureAwait(false);
            if (run.Sweep.Axes.IsEmpty)
            {
                throw new UserException($"{run.Folder}: the sweep has no axes, so nothing can matter.");
            }

            Print(run.Map, parsed.GetValue(json));
            return ExitCode.Success;
        });
        return command;
    }

    private static void Print(StabilityMap map, bool json)
    {
        var (stability, score) = (Importance.OfStability(map), Importance.OfScore(map));
        Console.Out.WriteLine(json
            ? JsonSerializer.Serialize(ImportanceDocument.Of(stability, score), CliJson.Default.ImportanceDocument)
            : ImportanceText.Of(map.Sweep.Name, stability, score));
    }
}
