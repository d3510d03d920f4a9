using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Map;

/// <summary>
/// What a sweep has found so far. A pure function of the sweep, its cells and its results: the order in which
/// anything arrived leaves no mark.
/// </summary>
public sealed class StabilityMap
{
    private StabilityMap(Sweep sweep, ImmutableArray<MapCell> cells, ImmutableArray<MapCell> references)
    {
        Sweep = sweep;
        Cells = cells;
        References = references;
        Counts = OutcomeCounts.Of(cells.SelectMany(cell => cell.Trials).Select(trial => trial.Outcome));
        X = MapAxis.Find(sweep, sweep.Map?.X, cells);
        Y = X is null ? null : MapAxis.Find(sweep, sweep.Map?.Y, cells);
        Slices = MapSlices.Of(sweep, X, Y, cells);
    }

    public Sweep Sweep { get; }

    /// <summary>The cells of the map, by coordinates; see <see cref="CellOrder"/>.</summary>
    public ImmutableArray<MapCell> Cells { get; }

    /// <summary>The reference settings with their trials, which no picture or count includes.</summary>
    public ImmutableArray<MapCell> References { get; }

    /// <summary>Trials of <see cref="Cells"/> by outcome.</summary>
    public OutcomeCounts Counts { get; }

    public int PendingCells => Cells.Count(cell => cell.IsPending);

    /// <summary>The axis across; null for a sweep without axes.</summary>
    public MapAxis? X { get; }

    /// <summary>The axis upwards; null for a sweep of one axis.</summary>
    public MapAxis? Y { get; }

    /// <summary>At least one picture; more when further axes list their values.</summary>
    public ImmutableArray<MapSlice> Slices { get; }

    /// <summary>Labels every finished trial and gathers them by cell.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="cells">The cells planned so far, references among them, in any order.</param>
    /// <param name="results">Finished trials; those of unknown cells are left out.</param>
    /// <param name="referenceOf">The reference that a cell is judged against; null for none.</param>
    public static StabilityMap Of(
        Sweep sweep,
        IEnumerable<Cell> cells,
        IReadOnlyDictionary<TrialId, TrialResult> results,
        Func<Cell, CellId?>? referenceOf = null)
    {
        var byCell = results.ToLookup(pair => pair.Key.Cell, pair => pair.Value);
        var labelled = cells.DistinctBy(cell => cell.Id).Select(Labelled).ToImmutableArray();
        return new StabilityMap(
            sweep,
            CellOrder.Sort(labelled.Where(cell => !cell.Cell.IsReference), sweep.Axes),
            [.. labelled.Where(cell => cell.Cell.IsReference).OrderBy(cell => cell.Cell.Id.Text, StringComparer.Ordinal)]);

        MapCell Labelled(Cell cell)
        {
            var referenceId = cell.IsReference ? null : referenceOf?.Invoke(cell);
            return new MapCell(cell, [.. byCell[cell.Id].OrderBy(result => result.Trial.Replicate).Select(result => Label(result, referenceId))]);
        }

        LabelledTrial Label(TrialResult result, CellId? referenceId)
        {
            var reference = referenceId is { } id ? results.GetValueOrDefault(new TrialId(id, result.Trial.Replicate)) : null;
            var outcome = Classifier.Label(result.Trace, reference?.Trace, sweep.Labels);
            return new LabelledTrial(result.Trial, outcome, result.Trace, result.TrainingTime);
        }
    }
}
