using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SweepCluster.Cli.Data;
using SweepCluster.Cli.Stored.Encryption;
using SweepCluster.Domain.Recommendations;
using SweepCluster.Node;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Cli.Stored.Recommend;

/// <summary><c>sweep recommend</c>: which settings are safe to use, and what that rests on.</summary>
internal static class RecommendCommand
{
    public static Command Create()
    {
        var sweep = StoredArgument.Sweep();
        var along = new Option<string?>("--along") { Description = "The axis whose smallest safe value is sought; the map's axis across by default.", HelpName = "PARAM" };
        var groupBy = new Option<string[]>("--group-by") { Description = "An axis that makes groups; all other axes by default. May be given several times.", HelpName = "PARAM" };
        var confidence = new Option<double>("--confidence")
        {
            Description = "The P(stable) that the lower confidence bound must reach.",
            HelpName = "P",
            DefaultValueFactory = _ => SafeRegion.DefaultTarget,
        };
        var json = StoredArgument.Json();
        confidence.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var target) && target is > 0 and < 1))
            {
                result.AddError($"--confidence {result.Tokens[0].Value}: expected a probability between 0 and 1, such as 0.95.");
            }
        });
        var encryption = new HomomorphicArguments();
        var command = new Command("recommend", "Says which settings are safe to use, with the counts that this rests on.") { sweep, along, groupBy, confidence, json };
        encryption.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var run = await StoredRun.OpenAsync(parsed.GetRequiredValue(sweep), cancellation).ConfigureAwait(false);
            if (parsed.GetValue(encryption.Asked))
            {
                return HomomorphicHandler.Run(run.Map, DataCommand.Locator(run.Folder), encryption.Read(parsed, run.Folder, parsed.GetValue(json)), cancellation);
            }

            var groups = parsed.GetValue(groupBy) ?? [];
            var request = new RecommendationRequest
            {
                Along = parsed.GetValue(along),
                GroupBy = groups.Length == 0 ? null : [.. groups],
                Target = parsed.GetValue(confidence),
            };
            Print(run, Recommend(run, request), request.Target, parsed.GetValue(json));
            return ExitCode.Success;
        });
        return command;
    }

    private static ImmutableArray<Recommendation> Recommend(StoredRun run, RecommendationRequest request)
    {
        var axes = run.Sweep.Axes.Select(axis => axis.Parameter).ToArray();
        if (axes.Length == 0)
        {
            throw new UserException($"{run.Folder}: the sweep has no axes, so there is nothing to choose from.");
        }

        if ((request.GroupBy ?? []).Append(request.Along ?? axes[0]).FirstOrDefault(name => !axes.Contains(name)) is { } unknown)
        {
            throw new UserException($"'{unknown}' is not an axis of {run.Sweep.Name}; its axes are: {string.Join(", ", axes)}.");
        }

        try
        {
            return Recommendations.Of(run.Map, request);
        }
        catch (ArgumentException exception)
        {
            throw new UserException($"{exception.Message.Split(" (Parameter", 2)[0]} Choose an axis of numbers with --along.", exception);
        }
    }

    private static void Print(StoredRun run, ImmutableArray<Recommendation> recommendations, double target, bool json)
    {
        var front = ParetoFront.Of(run.Map.Cells);
        Console.Out.WriteLine(json
            ? JsonSerializer.Serialize(RecommendDocument.Of(run.Sweep, recommendations, front, target), CliJson.Default.RecommendDocument)
            : RecommendText.Of(run.Sweep, recommendations, front, target));
    }
}
