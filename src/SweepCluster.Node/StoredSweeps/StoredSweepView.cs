using System.Collections.Concurrent;
using System.Collections.Immutable;
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
using SweepCluster.Node.LocalRuns;
using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Node.StoredSweeps;

/// <summary>A sweep of a store with the map of what was committed when it was read. Nothing in it changes.</summary>
public sealed class StoredSweepView
{
    private readonly Lazy<Dictionary<CellId, MapCell>> _cells;
    private readonly ConcurrentDictionary<int, Lazy<MapLayers?>> _layers = [];
    private readonly Lazy<(Importance Stability, Importance Score)> _importance;

    private StoredSweepView(SweepId id, Sweep sweep, StabilityMap map, ImmutableArray<TrialFailure> failures)
    {
        Id = id;
        Sweep = sweep;
        Map = map;
        Failures = failures;
        _cells = new(() => map.Cells.Concat(map.References).ToDictionary(cell => cell.Cell.Id));
        _importance = new(() => (Domain.Surrogates.Importance.OfStability(map), Domain.Surrogates.Importance.OfScore(map)));
    }

    public SweepId Id { get; }

    public Sweep Sweep { get; }

    /// <summary>The map of the cells that the plan asks for, given the results.</summary>
    public StabilityMap Map { get; }

    /// <summary>Trials that the machine failed for good.</summary>
    public ImmutableArray<TrialFailure> Failures { get; }

    /// <summary>Which axes matter; the sweep must have one. Worked out when it is first asked for.</summary>
    public (Importance Stability, Importance Score) Importance => _importance.Value;

    /// <summary>Reads results and failures and puts the map together.</summary>
    /// <param name="known">Results of the sweep that were read before; those that are new are added.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    /// <exception cref="UserException">The stored file is not one that this version reads.</exception>
    public static async Task<StoredSweepView> ReadAsync(ISweepStore store, StoredSweep stored, KnownResults known, CancellationToken cancellation)
    {
        var read = SweepFileReader.Read(stored.ResolvedFile, "sweep.yaml", []);
        if (read.Sweep is not { } sweep)
        {
            throw new UserException($"The file of {stored.Id} was written by another version. {string.Join(' ', read.Errors)}");
        }

        var results = await known.ReadNewAsync(store, cancellation).ConfigureAwait(false);
        var failures = await store.Results.FailuresAsync(stored.Id, cancellation).ConfigureAwait(false);
        var map = StoredRun.MapOf(sweep, results, failures);
        return new StoredSweepView(stored.Id, sweep, map, [.. failures.OrderBy(failure => failure.Trial.Cell.Text, StringComparer.Ordinal).ThenBy(failure => failure.Trial.Replicate)]);
    }

    /// <summary>A cell of the map or a reference; null where the plan has none of this name.</summary>
    public MapCell? Find(CellId cell) => _cells.Value.GetValueOrDefault(cell);

    /// <summary>The layers of a numbered slice; null for a scattered strategy. Worked out when first asked for.</summary>
    public MapLayers? Layers(int slice) => _layers.GetOrAdd(slice, number => new Lazy<MapLayers?>(() => MapLayers.Of(Map, Map.Slices[number]))).Value;

    /// <summary>Everything that an export can show, as <c>sweep export</c> of an output folder has it.</summary>
    /// <param name="environment">What trained it, as <c>environment.json</c> says; null where that is not known.</param>
    public ExportContext ToExport(string? environment = null) => new(Map)
    {
        Report = new HtmlContext
        {
            Recommendations = Map.X is { } x && x.Values.All(value => value.Kind is ParameterKind.Real or ParameterKind.Integer) ? Recommendations.Of(Map) : [],
            Importance = Sweep.Axes.IsEmpty ? [] : [("For P(stable)", Importance.Stability), ("For the score of stable trials", Importance.Score)],
            SweepFile = SweepFileWriter.Write(Sweep),
            Environment = environment,
        },
    };
}
