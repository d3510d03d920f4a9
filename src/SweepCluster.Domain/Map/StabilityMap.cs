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
    internal StabilityMap(Sweep sweep, ImmutableArray<MapAxis> axes, ImmutableArray<MapCell> cells, ImmutableArray<MapCell> references, OutcomeCounts counts)
    {
        Sweep = sweep;
        Cells = cells;
        References = references;
        Counts = counts;
        PendingCells = cells.Count(cell => cell.IsPending);
        UnknownCells = cells.Count(cell => cell.IsUnknown);
        X = axes.FirstOrDefault(axis => axis.Axis.Parameter == sweep.Map?.X);
        Y = X is null ? null : axes.FirstOrDefault(axis => axis.Axis.Parameter == sweep.Map?.Y);
        Slices = MapSlices.Of(sweep, axes, X, Y, cells);
    }

    public Sweep Sweep { get; }

    /// <summary>The cells of the map, by coordinates; see <see cref="CellOrder"/>.</summary>
    public ImmutableArray<MapCell> Cells { get; }

    /// <summary>The reference settings with their trials, which no picture or count includes.</summary>
    public ImmutableArray<MapCell> References { get; }

    /// <summary>Trials of <see cref="Cells"/> by outcome.</summary>
    public OutcomeCounts Counts { get; }

    /// <summary>Cells in which no trial has finished, unknown ones among them.</summary>
    public int PendingCells { get; }

    /// <summary>Cells of which only is known that the machine failed their trials.</summary>
    public int UnknownCells { get; }

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
    /// <param name="referenceOf">The reference that a cell is judged against, as by <see cref="ReferenceLookup"/>; null for none.</param>
    /// <param name="failed">Trials that the machine failed for good; one that has a result after all does not count.</param>
    public static StabilityMap Of(
        Sweep sweep,
        IEnumerable<Cell> cells,
        IReadOnlyDictionary<TrialId, TrialResult> results,
        Func<Cell, CellId?>? referenceOf = null,
        IEnumerable<TrialId>? failed = null) =>
        new MapAssembly(sweep, cells, failed ?? [], results).Assemble(results, referenceOf);
}
