using SweepCluster.Cluster.Running;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Recommendations;
using SweepCluster.Domain.Surrogates;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Export;
using SweepCluster.Export.Html;
using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sqlite;

namespace SweepCluster.Node.LocalRuns;

/// <summary>
/// What an output folder of <c>sweep run</c> holds. Reading takes no lock and changes nothing, so it works while a
/// run is under way and shows what is committed by then.
/// </summary>
public sealed class StoredRun
{
    private readonly PlanReplay _replay;

    private StoredRun(string folder, Sweep sweep, IReadOnlyDictionary<TrialId, TrialResult> results, IReadOnlyList<TrialFailure> failures)
    {
        Folder = folder;
        Sweep = sweep;
        Results = results;
        Failures = failures;
        _replay = PlanReplay.Of(sweep, results);
        Map = MapOf(sweep, results, failures, _replay);
    }

    /// <summary>The folder's full path.</summary>
    public string Folder { get; }

    public Sweep Sweep { get; }

    /// <summary>Every result in the store, those of references included.</summary>
    public IReadOnlyDictionary<TrialId, TrialResult> Results { get; }

    /// <summary>Trials that the machine failed for good and that have no result.</summary>
    public IReadOnlyList<TrialFailure> Failures { get; }

    /// <summary>The map of the cells that the plan asks for, given these results.</summary>
    public StabilityMap Map { get; }

    /// <summary>Whether the plan wants nothing more.</summary>
    public bool IsComplete => _replay.IsComplete;

    /// <summary>The text of <c>environment.json</c>; null while a first run is under way.</summary>
    public string? Environment => File.Exists(Path.Combine(Folder, "environment.json")) ? File.ReadAllText(Path.Combine(Folder, "environment.json")) : null;

    /// <summary>Reads a folder.</summary>
    /// <exception cref="UserException">There is no such folder, or it holds no sweep.</exception>
    /// <exception cref="StoreException">Its store cannot be read, or was written by another version.</exception>
    public static async Task<StoredRun> OpenAsync(string folder, CancellationToken cancellation)
    {
        var full = Path.GetFullPath(folder);
        if (!Directory.Exists(full))
        {
            throw new UserException(File.Exists(full)
                ? $"{folder} is a file; name the output folder of a sweep, such as out/quickstart."
                : $"{folder} does not exist; name the output folder of a sweep, such as out/quickstart.");
        }

        var (file, database) = (Path.Combine(full, "sweep.yaml"), Path.Combine(full, "sweep.db"));
        if (!File.Exists(file) || !File.Exists(database))
        {
            throw new UserException($"{folder} is not the output folder of a sweep: it has no {(File.Exists(file) ? "sweep.db" : "sweep.yaml")}. 'sweep run FILE --out {folder}' makes one.");
        }

        var read = SweepFileReader.Read(await File.ReadAllTextAsync(file, cancellation).ConfigureAwait(false), file, []);
        if (read.Sweep is not { } sweep)
        {
            throw new UserException(string.Join(System.Environment.NewLine, read.Errors));
        }

        await using var store = SqliteSweepStore.OpenExisting(database);
        var stored = await store.Sweeps.ListAsync(cancellation).ConfigureAwait(false);
        var id = stored.Count == 1 ? stored[0].Id : SweepIdentity.Of(sweep);
        var results = await store.Results.ReadAsync(id, cancellation).ToDictionaryAsync(result => result.Trial, cancellationToken: cancellation).ConfigureAwait(false);
        var failures = await store.Results.FailuresAsync(id, cancellation).ConfigureAwait(false);
        return new StoredRun(full, sweep, results, failures);
    }

    /// <summary>Names the sweep and all its settings.</summary>
    public SweepId Id => SweepIdentity.Of(Sweep);

    /// <summary>Everything that an export can show.</summary>
    public ExportContext ToExport() => new(Map)
    {
        Report = new HtmlContext
        {
            Recommendations = Map.X is { } x && x.Values.All(value => value.Kind is ParameterKind.Real or ParameterKind.Integer) ? Recommendations.Of(Map) : [],
            Importance = Sweep.Axes.IsEmpty ? [] : [("For P(stable)", Importance.OfStability(Map)), ("For the score of stable trials", Importance.OfScore(Map))],
            SweepFile = SweepFileWriter.Write(Sweep),
            Environment = Environment,
        },
    };

    /// <summary>The map of these cells and results under other thresholds; no cell is added or left out.</summary>
    public StabilityMap Relabelled(LabelThresholds labels)
    {
        var sweep = Sweep with { Labels = labels };
        return StabilityMap.Of(sweep, Map.Cells.Concat(Map.References).Select(cell => cell.Cell), Results, new ReferenceLookup(sweep).Of, Failures.Select(failure => failure.Trial));
    }

    /// <summary>The map of a sweep's results: every cell that its plan asks for, given these.</summary>
    internal static StabilityMap MapOf(Sweep sweep, IReadOnlyDictionary<TrialId, TrialResult> results, IReadOnlyList<TrialFailure> failures) =>
        MapOf(sweep, results, failures, PlanReplay.Of(sweep, results));

    private static StabilityMap MapOf(Sweep sweep, IReadOnlyDictionary<TrialId, TrialResult> results, IReadOnlyList<TrialFailure> failures, PlanReplay replay) =>
        StabilityMap.Of(sweep, replay.Trials.Select(trial => trial.Cell), results, new ReferenceLookup(sweep).Of, failures.Select(failure => failure.Trial));
}
