using System.CommandLine;
using System.Text.Json;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Cli.Stored.Relabel;

/// <summary><c>sweep relabel</c>: labels from the stored traces, with other thresholds and this program's classifier.</summary>
internal static class RelabelCommand
{
    public static Command Create()
    {
        var sweep = StoredArgument.Sweep();
        var set = new Option<string[]>("--set") { Description = "Replaces a threshold, for example labels.escapeRange=1.2. May be given several times.", HelpName = "labels.key=value" };
        var output = new Option<string?>("--out", "-o") { Description = "A new folder for the relabelled sweep; without it only the changes are printed.", HelpName = "DIR" };
        var json = StoredArgument.Json();
        set.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !token.Value.StartsWith("labels.", StringComparison.Ordinal) || !token.Value.Contains('=', StringComparison.Ordinal)))
            {
                result.AddError($"--set {token.Value}: expected labels.key=value, for example --set labels.escapeRange=1.2; anything else needs training.");
            }
        });
        var command = new Command("relabel", "Labels a sweep's trials again from their traces, without training. The sweep itself stays as it is.") { sweep, set, output, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var run = await StoredRun.OpenAsync(parsed.GetRequiredValue(sweep), cancellation).ConfigureAwait(false);
            var relabelled = Read(run.Sweep, [.. (parsed.GetValue(set) ?? []).Select(Split)]);
            var changes = LabelChange.Between(LabelChange.LabelsOf(run.Map), LabelChange.LabelsOf(run.Relabelled(relabelled.Labels)));
            if (parsed.GetValue(output) is { } folder)
            {
                await DerivedFolder.WriteAsync(folder, relabelled, [.. run.Results.Values], TimeProvider.System.GetUtcNow(), cancellation).ConfigureAwait(false);
            }

            Print(changes, run.Results.Count, parsed.GetValue(output), parsed.GetValue(json));
            return ExitCode.Success;
        });
        return command;
    }

    private static Sweep Read(Sweep sweep, IReadOnlyList<KeyValuePair<string, string>> overrides)
    {
        var read = SweepFileReader.Read(SweepFileWriter.Write(sweep), "sweep.yaml", overrides);
        return read.Sweep ?? throw new UserException(string.Join(Environment.NewLine, read.Errors));
    }

    private static KeyValuePair<string, string> Split(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return new KeyValuePair<string, string>(pair[..equals].Trim(), pair[(equals + 1)..].Trim());
    }

    private static void Print(IReadOnlyList<LabelChange> changes, int trials, string? folder, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new RelabelDocument(Classifier.Version, trials, changes, folder), CliJson.Default.RelabelDocument));
            return;
        }

        Console.Out.WriteLine($"{changes.Sum(change => change.Trials)} of {trials} trials get another label (classifier version {Classifier.Version})");
        foreach (var change in changes)
        {
            Console.Out.WriteLine($"  {change.Trials,6}  {change.From} → {change.To}");
        }

        Console.Out.WriteLine(folder is null ? "Nothing was written; --out DIR keeps the relabelled sweep." : $"Written to {folder}.");
    }
}
