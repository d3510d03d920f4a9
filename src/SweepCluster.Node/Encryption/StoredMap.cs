using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Sqlite;

namespace SweepCluster.Node.Encryption;

/// <summary>The map of a sweep that <c>sweep run</c> has left in a folder, finished or not.</summary>
public static class StoredMap
{
    /// <param name="folder">The output folder of the run.</param>
    /// <exception cref="UserException">The folder holds no sweep.</exception>
    /// <exception cref="Storage.StoreException">The store cannot be read.</exception>
    public static async Task<StabilityMap> ReadAsync(string folder, CancellationToken cancellation)
    {
        var store = Path.Combine(folder, "sweep.db");
        if (!File.Exists(store))
        {
            throw new UserException($"{folder} holds no results (no sweep.db). Name the output folder of a 'sweep run', for example out/quickstart.");
        }

        await using var sweeps = SqliteSweepStore.Open(store);
        var stored = await sweeps.ListAsync(cancellation).ConfigureAwait(false) is [var only, ..] ? only : throw new UserException($"{folder} holds no sweep yet.");
        var read = SweepFileReader.Read(stored.ResolvedFile, Path.Combine(folder, "sweep.yaml"), []);
        var sweep = read.Sweep ?? throw new UserException(string.Join(Environment.NewLine, read.Errors));
        var results = (await sweeps.ResultsAsync(stored.Id, cancellation).ConfigureAwait(false)).ToDictionary(result => result.Trial);
        var cells = sweep.CellSet();
        var trained = results.Keys.Select(trial => trial.Cell).Distinct().Select(cells.Find).Where(number => number >= 0).Select(number => cells[number]);
        return StabilityMap.Of(sweep, trained, results, cell => ReferenceCell.For(cell).Id);
    }
}
