using System.CommandLine;
using SweepCluster.Cli.Data;
using SweepCluster.Node.Encryption;

namespace SweepCluster.Cli.Recommend;

/// <summary><c>sweep recommend SWEEP --he</c>: the settings to use under homomorphic encryption.</summary>
internal static class HeCommand
{
    public static Command Create()
    {
        var sweep = new Argument<string>("SWEEP") { Description = "The output folder of a 'sweep run'." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object per line: one per degree, one for the model." };
        var arguments = new HomomorphicArguments();
        var command = new Command("recommend", "Recommends settings from a sweep's map.") { sweep, json };
        arguments.AddTo(command);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(arguments.Asked))
            {
                result.AddError("recommend: say what for; --he recommends for inference under homomorphic encryption.");
            }
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = parsed.GetRequiredValue(sweep);
            var map = await StoredMap.ReadAsync(folder, cancellation).ConfigureAwait(false);
            return HomomorphicHandler.Run(map, DataCommand.Locator(folder), arguments.Read(parsed, folder, parsed.GetValue(json)), cancellation);
        });
        return command;
    }
}
