using System.Text.Json;
using SweepCluster.Compute;
using SweepCluster.Domain.Arrays;
using SweepCluster.Domain.Recommendations.Encryption;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.PolynomialNetworks.Export;
using SweepCluster.Training.Population;

namespace SweepCluster.Node.Encryption;

/// <summary>A model as it was written.</summary>
/// <param name="Arrays">Path of <c>model.npz</c>; null when the check failed and nothing was kept.</param>
/// <param name="Document">Path of <c>model.json</c>; null likewise.</param>
/// <param name="Check">The model read back from its file against the trained one, over the test split.</param>
/// <param name="SameTraceAsStored">Whether training again gave the stored trace bit for bit.</param>
/// <param name="Escapes">Over the test split.</param>
/// <param name="Tail">Of the test split; null with too few samples.</param>
/// <param name="Precision">Null where no parameters fit.</param>
public sealed record ExportedModel(
    string? Arrays,
    string? Document,
    FoldingCheck Check,
    bool SameTraceAsStored,
    EscapeMargin Escapes,
    EscapeTail? Tail,
    CkksPrecision? Precision);

/// <summary>Trains the model of a row once more, folds it, writes it, and checks what was written.</summary>
/// <param name="tolerance">See <see cref="FoldingCheck"/>; null for what the trial's precision allows.</param>
public sealed class ModelExport(Sweep sweep, Dataset dataset, IDevice device, double? tolerance = null)
{
    /// <param name="folder">Where <c>model.npz</c> and <c>model.json</c> go; made where it is missing.</param>
    /// <exception cref="UserException">The folder cannot be written, or the trial cannot be trained again here.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public ExportedModel Write(EncryptionRow row, string folder, CancellationToken cancellation)
    {
        var model = Train(row, cancellation);
        try
        {
            return Write(row, model, Directory.CreateDirectory(folder).FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{folder} cannot be written: {exception.Message} Choose another folder with --output.", exception);
        }
    }

    private TrainedModel Train(EncryptionRow row, CancellationToken cancellation)
    {
        var task = new TrainingTask(row.Cell.Cell.Parameters, row.Trial.Id.RandomKey(sweep.Seed));
        return TrainedModel.Train(device, dataset, sweep.Budget, task, cancellation) ?? throw new UserException(
            $"Trial {row.Trial.Id} was stable when the sweep ran and diverges here. Was the data set exchanged, or did the sweep run on another kind of device?");
    }

    private ExportedModel Write(EncryptionRow row, TrainedModel model, string folder)
    {
        var arrays = Path.Combine(folder, "model.npz");
        var part = arrays + ".part";
        using (var stream = File.Create(part))
        {
            NumpyArchive.Write(FoldedFile.ArraysOf(FoldedNetwork.Of(model.Network), dataset.Test.Features), stream);
        }

        var written = FoldedFile.Read(part);
        var evaluation = FoldedEvaluation.Of(written, dataset.Test.Features);
        var allowed = tolerance ?? (row.Cell.Cell.Parameters.Choice("precision") == "float64" ? FoldingCheck.DoubleTolerance : FoldingCheck.SingleTolerance);
        var exported = new ExportedModel(
            null,
            null,
            FoldingCheck.Of(model.Logits, evaluation.Logits, dataset.Test.Labels, allowed),
            model.Trace.Equals(row.Trial.Trace),
            EscapeMargin.Of(model.LargestRanges),
            EscapeTail.Of(model.LargestRanges),
            row.Ckks.Parameters is { } parameters
                ? CkksPrecision.Of(parameters, written.Layers.SelectMany(layer => layer.Chebyshev ?? []), evaluation.LargestValue)
                : null);
        if (!exported.Check.Passed)
        {
            File.Delete(part);
            return exported;
        }

        var document = Path.Combine(folder, "model.json");
        using (var stream = File.Create(document))
        {
            JsonSerializer.Serialize(stream, Describe(row, model, written, exported), ModelJson.Readable.ModelDocument);
        }

        File.Move(part, arrays, overwrite: true);
        return exported with { Arrays = arrays, Document = document };
    }

    private ModelDocument Describe(EncryptionRow row, TrainedModel model, FoldedNetwork folded, ExportedModel exported) => new()
    {
        Origin = new ModelOrigin(
            sweep.Name,
            sweep.Seed,
            row.Trial.Id.Cell.Text,
            row.Trial.Id.Replicate,
            row.Cell.Cell.Parameters.Values.ToDictionary(pair => pair.Key, pair => pair.Value.Text),
            dataset.Name,
            $"features as the sweep's data set entry normalises them ({sweep.Dataset.Normalise})".ToLowerInvariant(),
            dataset.Features,
            dataset.Classes,
            exported.SameTraceAsStored),
        Layers = [.. folded.Layers.Select((layer, i) => Describe(layer, i, row, model))],
        Levels = row.Levels.Total,
        Slots = row.Levels.Widest,
        Ckks = new ModelCkks(row.Ckks.Fits, row.Ckks.LevelsThatFit, SecurityTable.SecurityBits, SecurityTable.Source, row.Ckks.Parameters, exported.Precision),
        Accuracy = new ModelAccuracy(
            exported.Check.TrainedAccuracy,
            exported.Check.FoldedAccuracy,
            exported.Check.Samples,
            exported.Check.LargestDifference,
            exported.Check.LargestLogit,
            exported.Check.Tolerance),
        Escapes = new ModelEscapes(EscapeMargin.OfLastEpoch(row.Trial.Trace), exported.Escapes, exported.Tail),
    };

    private static ModelLayer Describe(FoldedLayer layer, int index, EncryptionRow row, TrainedModel model)
    {
        var isLast = layer.Chebyshev is null;
        var margin = isLast ? null : EscapeMargin.Of(model.Ranges[index]);
        return new ModelLayer(
            layer.Inputs,
            layer.Outputs,
            $"weight{index}",
            $"bias{index}",
            isLast ? null : $"chebyshev{index}",
            isLast ? null : layer.Chebyshev!.Length - 1,
            isLast ? null : model.Network.Range,
            margin?.LargestRange,
            margin?.Bound,
            row.Levels.Layers[index].MatrixLevels,
            row.Levels.Layers[index].PolynomialLevels);
    }

}
