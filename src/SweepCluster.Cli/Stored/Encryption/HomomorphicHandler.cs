using System.Text.Json;
using SweepCluster.Compute.Cpu;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Recommendations.Encryption;
using SweepCluster.Node;
using SweepCluster.Node.Encryption;
using SweepCluster.Training.Datasets;

namespace SweepCluster.Cli.Stored.Encryption;

/// <summary><c>sweep recommend SWEEP --he</c>: what each degree costs under encryption, and the model to take there.</summary>
internal static class HomomorphicHandler
{
    /// <param name="map">Of the finished or unfinished sweep.</param>
    /// <param name="locator">Where its data set is.</param>
    /// <returns>An exit code; <see cref="ExitCode.Failure"/> when the written model is not the trained one.</returns>
    /// <exception cref="UserException">Not polynomial networks, no stable trial, or no such degree.</exception>
    /// <exception cref="DatasetException">The data set is missing or damaged.</exception>
    public static int Run(StabilityMap map, DatasetLocator locator, HomomorphicOptions options, CancellationToken cancellation)
    {
        if (map.Sweep.Family != Family.PolynomialNetwork)
        {
            throw new UserException($"{map.Sweep.Name} is a sweep of polyharmonic cascades; only polynomial networks can be evaluated under CKKS.");
        }

        var dataset = DatasetLoader.Load(map.Sweep.Dataset, locator);
        var scale = new CkksScale(options.ScaleBits);
        var table = EncryptionTable.Of(map, dataset.Features, dataset.Classes, scale);
        var row = RowOf(table, options.Degree);
        Print(table, row, scale, options.Json);
        if (row is null)
        {
            throw new UserException($"{map.Sweep.Name} has no stable trial of a polynomial network, so there is no model to export.");
        }

        using var device = new CpuDevice();
        var model = new ModelExport(map.Sweep, dataset, device, options.Tolerance).Write(row, options.Output, cancellation);
        Print(row, model, options.Json);
        if (model.Check.Passed)
        {
            return ExitCode.Success;
        }

        Console.Error.WriteLine(FormattableString.Invariant($"sweep: the folded model is not the trained one: a logit differs by {model.Check.LargestDifference:0.0e-00}, more than {model.Check.Tolerance:0.0e-00} of {model.Check.LargestLogit:0.0}. Nothing was written."));
        return ExitCode.Failure;
    }

    private static EncryptionRow? RowOf(EncryptionTable table, int? degree) => degree is not { } wanted
        ? table.Chosen
        : table.Rows.FirstOrDefault(row => row.Degree == wanted) ?? throw new UserException(
            $"--degree {wanted}: no stable trial has this degree. Degrees with one: {(table.Rows.IsEmpty ? "none" : string.Join(", ", table.Rows.Select(row => row.Degree)))}.");

    private static void Print(EncryptionTable table, EncryptionRow? chosen, CkksScale scale, bool json)
    {
        var lines = json
            ? table.Rows.Select(row => DegreeLine.Of(row, row == chosen)).Concat(table.Unstable.Select(DegreeLine.OfUnstable))
                .OrderBy(line => line.Degree).Select(line => JsonSerializer.Serialize(line, HomomorphicJson.Default.DegreeLine))
            : HomomorphicText.Of(table, scale);
        Print(lines);
    }

    private static void Print(EncryptionRow row, ExportedModel model, bool json) => Print(json
        ? [JsonSerializer.Serialize(
            new ModelLine("model", model.Arrays, model.Document, model.Check.Passed, model.Check.LargestDifference, model.Check.LargestLogit, model.Check.Tolerance, model.Check.TrainedAccuracy, model.Check.FoldedAccuracy, model.SameTraceAsStored),
            HomomorphicJson.Default.ModelLine)]
        : [.. HomomorphicText.Of(row, model), .. model.Arrays is null ? Array.Empty<string>() : [$"  {model.Arrays}", $"  {model.Document}"]]);

    private static void Print(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Console.Out.WriteLine(line);
        }
    }
}
