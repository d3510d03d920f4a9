using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SweepCluster.Cli.Data;
using SweepCluster.Cli.Remote;
using SweepCluster.Cli.Stored.Encryption;
using SweepCluster.Domain.Recommendations;
using SweepCluster.Node;
using SweepCluster.Node.Http.Documents;
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
        var url = RemoteOptions.SweepUrl();
        var tokenFile = RemoteOptions.TokenFile();
        confidence.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var target) && target is > 0 and < 1))
            {
                result.AddError($"--confidence {result.Tokens[0].Value}: expected a probability between 0 and 1, such as 0.95.");
            }
        });
        var encryption = new HomomorphicArguments();
        var command = new Command("recommend", "Says which settings are safe to use, with the counts that this rests on.") { sweep, along, groupBy, confidence, json, url, tokenFile };
        encryption.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var groups = parsed.GetValue(groupBy) ?? [];
            if (parsed.GetValue(url) is { } node)
            {
                if (parsed.GetValue(encryption.Asked))
                {
                    throw new UserException("--he trains models from the output folder of a sweep, which a node does not have; leave out --url, or --he.");
                }

                using var client = RemoteOptions.Connect(node, parsed.GetValue(tokenFile));
                var stored = await client.ResolveAsync(parsed.GetRequiredValue(sweep), cancellation).ConfigureAwait(false);
                return Print(await client.RecommendationAsync(stored.Id, parsed.GetValue(along), groups, parsed.GetValue(confidence), cancellation).ConfigureAwait(false), parsed.GetValue(json));
            }

            var run = await StoredRun.OpenAsync(parsed.GetRequiredValue(sweep), cancellation).ConfigureAwait(false);
            if (parsed.GetValue(encryption.Asked))
            {
                return HomomorphicHandler.Run(run.Map, DataCommand.Locator(run.Folder), encryption.Read(parsed, run.Folder, parsed.GetValue(json)), cancellation);
            }

            var request = new RecommendationRequest
            {
                Along = parsed.GetValue(along),
                GroupBy = groups.Length == 0 ? null : [.. groups],
                Target = parsed.GetValue(confidence),
            };
            return Print(RecommendationDocument.Of(run.Sweep.Name, Recommend(run, request), ParetoFront.Of(run.Map.Cells), request.Target), parsed.GetValue(json));
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

    private static int Print(RecommendationDocument document, bool json)
    {
        Console.Out.WriteLine(json ? JsonSerializer.Serialize(document, CliJson.Default.RecommendationDocument) : RecommendText.Of(document));
        return ExitCode.Success;
    }
}
