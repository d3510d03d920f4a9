using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets.Download;
using SweepCluster.Training.Datasets.Sources;

namespace SweepCluster.Training.Datasets.Formats;

/// <summary>Recognises what a file or folder holds and reads it.</summary>
internal static class FileSource
{
    private const string Allowed =
        "a table (.csv, .tsv), NumPy arrays (.npz, .npy), or a folder with MNIST's IDX files, CIFAR's binary files, train.csv and test.csv, or one such file";

    /// <exception cref="DatasetException">The format is not known, or the data is malformed.</exception>
    public static SampleSource Read(string path, DatasetReference reference, FileSettings options)
    {
        try
        {
            return Directory.Exists(path) ? ReadFolder(path, reference, options) : ReadFile(path, null, reference, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }

    private static SampleSource ReadFolder(string folder, DatasetReference reference, FileSettings options)
    {
        if (IdxFolder.IsAt(folder))
        {
            return IdxFolder.Read(folder, KnownDatasets.Find(reference.Name)?.Classes);
        }

        if (CifarFolder.FindIn(folder) is { } cifar)
        {
            return CifarFolder.Read(cifar, reference);
        }

        var tables = Directory.GetFiles(folder).Where(file => IsTable(file) || IsArray(file)).Order(StringComparer.Ordinal).ToArray();
        var train = Array.Find(tables, file => Path.GetFileNameWithoutExtension(file) == "train" && IsTable(file));
        var test = Array.Find(tables, file => Path.GetFileNameWithoutExtension(file) == "test" && IsTable(file));
        if (train is not null)
        {
            return ReadFile(train, test, reference, options);
        }

        return tables.Length == 1
            ? ReadFile(tables[0], null, reference, options)
            : throw new DatasetException(tables.Length == 0
                ? $"{folder}: no data was recognised. Allowed is {Allowed}."
                : $"{folder}: holds {tables.Length} files ({string.Join(", ", tables.Select(Path.GetFileName).Take(5))}); give the one to read as 'path', or name them train.csv and test.csv.");
    }

    private static SampleSource ReadFile(string path, string? test, DatasetReference reference, FileSettings options) =>
        IsTable(path) ? TableSource.Read(path, test, reference, options)
        : IsArray(path) ? ArraySource.Read(path, reference, options)
        : throw new DatasetException($"{path}: the kind '{Path.GetExtension(path)}' is not known. Allowed is {Allowed}.");

    private static bool IsTable(string path) => Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".tsv";

    private static bool IsArray(string path) => Path.GetExtension(path).ToLowerInvariant() is ".npz" or ".npy";
}
