using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Sqlite;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Node.LocalRuns;

/// <summary>Makes an output folder from results that another sweep has trained, as a run would leave it.</summary>
public static class DerivedFolder
{
    /// <summary>Writes sweep file, store, map and tables; <c>sweep run</c> with <c>--resume</c> goes on from there.</summary>
    /// <param name="results">Results of trials that the sweep may want; trials of equal names must be equal trials.</param>
    /// <exception cref="UserException">The folder holds something already, or cannot be written.</exception>
    public static async Task WriteAsync(string path, Sweep sweep, IReadOnlyCollection<TrialResult> results, DateTimeOffset now, CancellationToken cancellation)
    {
        if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()))
        {
            throw new UserException($"{path} is not an empty folder. Choose another one with --out; nothing is overwritten.");
        }

        using var folder = OutputFolder.Open(path);
        var resolved = SweepFileWriter.Write(sweep);
        var id = SweepIdentity.Of(sweep);
        await using (var store = SqliteSweepStore.Open(folder.Store))
        {
            await store.Sweeps.CreateAsync(new StoredSweep(id, sweep.Name, resolved, now), cancellation).ConfigureAwait(false);
            await store.Results.AddAsync(id, results, cancellation).ConfigureAwait(false);
        }

        folder.WriteText("sweep.yaml", writer => writer.Write(resolved));
        RunExports.Write(folder, StoredRun.MapOf(sweep, results.ToDictionary(result => result.Trial), []));
    }
}
