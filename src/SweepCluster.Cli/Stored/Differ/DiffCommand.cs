using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SweepCluster.Domain.Map;
using SweepCluster.Export.Maps;
using SweepCluster.Node;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Cli.Stored.Differ;

/// <summary><c>sweep diff</c>: which cells of two sweeps differ by more than chance; a gate for regressions.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var a = StoredArgument.Sweep("A");
        var b = StoredArgument.Sweep("B");
        var threshold = new Option<double>("--threshold")
        {
            Description = "The share of changed cells, 0 to 1, above which the exit code is 1.",
            HelpName = "SHARE",
            DefaultValueFactory = _ => 0,
        };
        var json = StoredArgument.Json();
        threshold.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1))
            {
                result.AddError($"--threshold {result.Tokens[0].Value}: expected a share from 0 to 1, such as 0.02.");
            }
        });
        var command = new Command("diff", "Compares two sweeps cell by cell, beyond what chance allows; exits 1 when too many cells changed.") { a, b, threshold, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var first = await StoredRun.OpenAsync(parsed.GetRequiredValue(a), cancellation).ConfigureAwait(false);
            var second = await StoredRun.OpenAsync(parsed.GetRequiredValue(b), cancellation).ConfigureAwait(false);
            var difference = MapDifference.Of(first.Map, second.Map);
            if (difference.Cells.IsEmpty)
            {
                throw new UserException($"{parsed.GetRequiredValue(a)} and {parsed.GetRequiredValue(b)} have no finished cell in common: cells are the same where all their coordinates are. Compare sweeps over the same axes.");
            }

            var share = parsed.GetValue(threshold);
            Console.Out.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(DiffDocument.Of(difference, share), CliJson.Default.DiffDocument)
                : Text(difference, share));
            return difference.ChangedShare > share ? ExitCode.Failure : ExitCode.Success;
        });
        return command;
    }

    private static string Text(MapDifference difference, double threshold)
    {
        var changed = difference.Changed.ToArray();
        var lines = changed.Select(cell => string.Create(
            CultureInfo.InvariantCulture,
            $"  {cell.A.Cell.Id.Text,-32}  {CellLabel.Of(cell.A)} → {CellLabel.Of(cell.B)},  stable {cell.A.Stable.Successes}/{cell.A.Stable.Trials} → {cell.B.Stable.Successes}/{cell.B.Stable.Trials},  p = {cell.P:G2}"));
        string[] summary =
        [
            string.Create(CultureInfo.InvariantCulture, $"{changed.Length} of {difference.Cells.Length} cells changed beyond chance ({difference.ChangedShare:P1}; allowed {threshold:P1})"),
            .. lines,
            $"{difference.Undecidable} more have another label, with too few trials to tell that from chance",
            string.Create(CultureInfo.InvariantCulture, $"all cells together: p = {difference.OverallP:G2} that P(stable) is the same"),
            .. difference.OnlyInA.IsEmpty && difference.OnlyInB.IsEmpty ? Array.Empty<string>() : [$"not compared: {difference.OnlyInA.Length} cells only in A, {difference.OnlyInB.Length} only in B"],
        ];
        return string.Join(Environment.NewLine, summary);
    }
}
