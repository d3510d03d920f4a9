using SweepCluster.Storage.Sqlite;

namespace SweepCluster.Bench;

/// <summary>The stores that can be measured, by the text that names one.</summary>
internal static class StoreTargets
{
    private const int Epochs = 10;

    /// <param name="target"><c>sqlite</c> or <c>sqlite:PATH</c>.</param>
    public static async Task<object> MeasureAsync(string target) => target.Split(':', 2) switch
    {
        ["sqlite"] => await InNewFolderAsync(),
        ["sqlite", var path] => await MeasureSqliteAsync(path),
        _ => throw new ArgumentException($"'{target}' names no store; use sqlite or sqlite:PATH.", nameof(target)),
    };

    private static async Task<object> InNewFolderAsync()
    {
        var folder = Directory.CreateTempSubdirectory("store-bench-").FullName;
        try
        {
            return await MeasureSqliteAsync(Path.Combine(folder, "sweep.db"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<object> MeasureSqliteAsync(string path)
    {
        object speed;
        await using (var store = SqliteSweepStore.Open(path))
        {
            speed = await new StoreMeasurement(store).RunAsync();
        }

        var before = new FileInfo(path).Length;
        int trials;
        await using (var store = SqliteSweepStore.Open(path))
        {
            trials = await new StoreMeasurement(store).FillAsync(Epochs);
        }

        return new { Store = "sqlite", Speed = speed, Epochs, BytesPerMillionTrials = (new FileInfo(path).Length - before) * 1_000_000.0 / trials };
    }
}
