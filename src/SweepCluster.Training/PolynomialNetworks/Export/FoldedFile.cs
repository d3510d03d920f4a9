using System.Collections.Immutable;
using System.IO.Compression;
using SweepCluster.Domain.Arrays;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Datasets.Formats;

namespace SweepCluster.Training.PolynomialNetworks.Export;

/// <summary>
/// A folded network in a NumPy archive, float64: <c>weight0</c> [inputs, outputs], <c>bias0</c> [outputs] and
/// <c>chebyshev0</c> [degree + 1] of the first layer, and so on; the last layer has no <c>chebyshev</c>. With
/// <c>check_inputs</c> [samples, features] and <c>check_logits</c> [samples, classes] whoever evaluates it
/// elsewhere can see whether it was done right.
/// </summary>
public static class FoldedFile
{
    /// <summary>Samples of the test split that go into the file with their logits.</summary>
    public const int CheckSamples = 16;

    /// <summary>The arrays of the archive, by name.</summary>
    /// <param name="inputs">[any, features] row-major; the first <see cref="CheckSamples"/> are taken.</param>
    public static IReadOnlyList<NamedArray> ArraysOf(FoldedNetwork network, ReadOnlySpan<float> inputs)
    {
        var arrays = new List<NamedArray>();
        for (var i = 0; i < network.Layers.Length; i++)
        {
            var layer = network.Layers[i];
            arrays.Add(NamedArray.Of($"weight{i}", [layer.Inputs, layer.Outputs], layer.Weight));
            arrays.Add(NamedArray.Of($"bias{i}", [layer.Outputs], layer.Bias));
            if (layer.Chebyshev is { } coefficients)
            {
                arrays.Add(NamedArray.Of($"chebyshev{i}", [coefficients.Length], coefficients));
            }
        }

        var features = network.Layers[0].Inputs;
        var samples = Math.Min(CheckSamples, inputs.Length / features);
        var first = inputs[..(samples * features)];
        arrays.Add(NamedArray.Of("check_inputs", [samples, features], Array.ConvertAll(first.ToArray(), value => (double)value)));
        arrays.Add(NamedArray.Of("check_logits", [samples, network.Layers[^1].Outputs], FoldedEvaluation.Of(network, first).Logits));
        return arrays;
    }

    /// <summary>Reads the network back.</summary>
    /// <exception cref="DatasetException">Not such an archive, or damaged.</exception>
    public static FoldedNetwork Read(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var layers = ImmutableArray.CreateBuilder<FoldedLayer>();
            while (Find(archive, path, $"weight{layers.Count}") is { } weight)
            {
                var bias = Find(archive, path, $"bias{layers.Count}")
                    ?? throw new DatasetException($"{path}: bias{layers.Count} is missing.");
                layers.Add(new FoldedLayer(weight.Rows, weight.Columns, Values(weight), Values(bias), Find(archive, path, $"chebyshev{layers.Count}") is { } coefficients ? Values(coefficients) : null));
            }

            return layers.Count > 0 ? new FoldedNetwork(layers.ToImmutable()) : throw new DatasetException($"{path}: weight0 is missing.");
        }
        catch (InvalidDataException exception)
        {
            throw new DatasetException($"{path}: a damaged .npz archive: {exception.Message}", exception);
        }
    }

    private static double[] Values(NpyArray array) => [.. Enumerable.Range(0, array.Rows * array.Columns).Select(array.ValueAt)];

    private static NpyArray? Find(ZipArchive archive, string path, string name)
    {
        if (archive.GetEntry(name + ".npy") is not { } entry)
        {
            return null;
        }

        using var stream = entry.Open();
        return NpyArray.Read(stream, entry.Length, $"{path}: {entry.FullName}");
    }
}
