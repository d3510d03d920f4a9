using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets.Download;
using SweepCluster.Training.Datasets.Generators;

namespace SweepCluster.Training.Datasets;

/// <summary>Where data is looked for. Everything is passed in; nothing is read from the process.</summary>
/// <param name="SweepFolder">Folder of the sweep file: a relative <c>path:</c> starts here.</param>
/// <param name="WorkingFolder">Its <c>data</c> folder is looked in last, and is where downloads go without a data folder.</param>
/// <param name="DataFolder">The value of <c>SWEEP_DATA</c>; null or empty when unset.</param>
public sealed record DatasetLocator(string SweepFolder, string WorkingFolder, string? DataFolder = null)
{
    /// <summary>The environment variable that names the data folder.</summary>
    public const string DataFolderVariable = "SWEEP_DATA";

    /// <summary>The folder that downloads are put in: the data folder, or <c>data</c> of the working folder.</summary>
    public string DownloadFolder => string.IsNullOrEmpty(DataFolder) ? Path.Combine(WorkingFolder, "data") : DataFolder;

    /// <summary>The existing file or folder of a data set that is not generated.</summary>
    /// <exception cref="DatasetException">Nothing is there; the message says where it looked and how to get the data.</exception>
    public string Find(DatasetReference reference)
    {
        if (reference.Path is not null)
        {
            var path = Path.GetFullPath(reference.Path, Path.GetFullPath(SweepFolder));
            return Exists(path) ? path : throw new DatasetException(
                $"dataset '{reference.Name}': nothing at '{path}' (path: {reference.Path}). A relative path starts at the folder of the sweep file; correct 'path', or remove it to look in ${DataFolderVariable} and ./data.");
        }

        if (reference.Name.Length == 0 || reference.Name is "." or ".." || reference.Name.AsSpan().ContainsAny(['/', '\\', '\0']))
        {
            throw new DatasetException($"dataset: '{reference.Name}' is not a name. Give the file or folder as 'path'.");
        }

        var places = Places(reference.Name).ToArray();
        return Array.Find(places, Exists) ?? throw Missing(reference.Name, places);
    }

    /// <summary>Whether a data set of this name is already here.</summary>
    public bool Has(string name) => Places(name).Any(Exists);

    private IEnumerable<string> Places(string name)
    {
        if (!string.IsNullOrEmpty(DataFolder))
        {
            yield return Path.Combine(DataFolder, name);
        }

        yield return Path.Combine(WorkingFolder, "data", name);
    }

    private DatasetException Missing(string name, string[] places)
    {
        var looked = string.Join(" and ", places.Select(place => $"'{place}'"));
        var unset = string.IsNullOrEmpty(DataFolder) ? $" (${DataFolderVariable} is not set)" : "";
        var names = GeneratorCatalogue.Names.Concat(KnownDatasets.Names).ToArray();
        var remedy = KnownDatasets.Find(name) is not null
            ? $"Get it with: sweep data get {name}"
            : $"{DidYouMean.Sentence(name, names)}Names known are {string.Join(", ", names)}; for data of your own give 'path'.";
        return new DatasetException($"dataset '{name}' was not found. Looked in {looked}{unset}. {remedy}");
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);
}
