using SweepCluster.Training.Datasets;
using SweepCluster.Training.Datasets.Download;

namespace SweepCluster.Cli.Doctor;

/// <summary>Where data sets are looked for and which are there.</summary>
internal static class DataChecks
{
    public static IEnumerable<Finding> All(DatasetLocator locator)
    {
        var folder = Path.GetFullPath(locator.DownloadFolder);
        var isSet = !string.IsNullOrEmpty(locator.DataFolder);
        if (isSet && !Directory.Exists(folder))
        {
            yield return new Finding("data", FindingStatus.Fail, $"{DatasetLocator.DataFolderVariable} names {folder}, which is not a folder", $"Make it, or set {DatasetLocator.DataFolderVariable} to the folder with the data sets.");
            yield break;
        }

        var names = KnownDatasets.Names.ToArray();
        var here = names.Where(locator.Has).ToArray();
        var missing = names.Except(here).ToArray();
        yield return new Finding(
            "data",
            FindingStatus.Ok,
            $"{folder}{(isSet ? $" ({DatasetLocator.DataFolderVariable})" : "")}: {(here.Length == 0 ? "no public data set yet" : string.Join(", ", here))}",
            missing.Length == 0 ? null : $"Generated data needs no download; 'sweep data get NAME' brings {string.Join(", ", missing)}.");
    }
}
