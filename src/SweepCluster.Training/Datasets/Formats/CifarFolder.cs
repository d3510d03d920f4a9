using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets.Sources;

namespace SweepCluster.Training.Datasets.Formats;

/// <summary>
/// The binary versions of CIFAR-10 and CIFAR-100: records of one label (CIFAR-100: coarse, fine) and 3 × 32 × 32
/// bytes, red plane first.
/// </summary>
internal static class CifarFolder
{
    private const int Pixels = 3 * 32 * 32;

    private static readonly string[] TrainTen = [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")];

    /// <summary>The folder itself, or the one that the published archive makes inside it; null when neither holds CIFAR.</summary>
    public static string? FindIn(string folder) =>
        new[] { folder, Path.Combine(folder, "cifar-10-batches-bin"), Path.Combine(folder, "cifar-100-binary") }
            .FirstOrDefault(place => File.Exists(Path.Combine(place, TrainTen[0])) || File.Exists(Path.Combine(place, "train.bin")));

    public static SampleSource Read(string folder, DatasetReference reference)
    {
        if (File.Exists(Path.Combine(folder, TrainTen[0])))
        {
            return new SampleSource(folder, 10, 0, Records(folder, TrainTen, 1, 0, 10), Test: Records(folder, ["test_batch.bin"], 1, 0, 10));
        }

        var (label, classes) = reference.Label switch
        {
            null or "fine" => (1, 100),
            "coarse" => (0, 20),
            _ => throw new DatasetException($"dataset '{reference.Name}': label is '{reference.Label}'; CIFAR-100 has 'fine' (100 classes, the default) and 'coarse' (20)."),
        };
        return new SampleSource(folder, classes, 0, Records(folder, ["train.bin"], 2, label, classes), Test: Records(folder, ["test.bin"], 2, label, classes));
    }

    private static Samples Records(string folder, string[] names, int labelBytes, int label, int classes)
    {
        var size = labelBytes + Pixels;
        var files = names.Select(name => new FileInfo(Path.Combine(folder, name))).ToArray();
        foreach (var file in files)
        {
            if (!file.Exists)
            {
                throw new DatasetException($"{file.FullName} is missing beside the other files of the data set.");
            }

            if (file.Length == 0 || file.Length % size != 0)
            {
                throw new DatasetException($"{file.FullName}: truncated: its {file.Length} bytes are not whole records of {size}; the last whole one ends at byte {file.Length / size * size}. Get the file again.");
            }
        }

        var total = files.Sum(file => file.Length);
        if (total > Array.MaxLength)
        {
            throw new DatasetException($"{folder}: {total} bytes of records are too many (at most {Array.MaxLength}).");
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)total);
        var labels = new int[total / size];
        var start = 0;
        foreach (var file in files)
        {
            using var stream = file.OpenRead();
            stream.ReadExactly(bytes.AsSpan(start, (int)file.Length));
            for (var end = start + (int)file.Length; start < end; start += size)
            {
                labels[start / size] = bytes[start + label];
                if (bytes[start + label] >= classes)
                {
                    var record = (file.Length - (end - start)) / size;
                    throw new DatasetException($"{file.FullName}: record {record} (byte {(record * size) + label}): label is {bytes[start + label]}; labels must be 0 … {classes - 1}.");
                }
            }
        }

        return new Samples { Rows = new PixelRows(labels.Length, Pixels, bytes, labelBytes, size), Labels = labels };
    }
}
