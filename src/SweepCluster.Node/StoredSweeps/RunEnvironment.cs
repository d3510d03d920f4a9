using SweepCluster.Node.Configuration;

namespace SweepCluster.Node.StoredSweeps;

/// <summary>What trained the sweep of an output folder of <c>sweep run</c>, for a node that serves the folder's store.</summary>
internal static class RunEnvironment
{
    /// <returns>The text of <c>environment.json</c>; null for a store that is not in such a folder.</returns>
    public static string? Beside(StoreAddress store)
    {
        if (store.Kind != StoreKind.Sqlite || Path.GetFileName(store.Location) != "sweep.db")
        {
            return null;
        }

        var file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(store.Location))!, "environment.json");
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }
}
