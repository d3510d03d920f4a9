using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Cells;

/// <summary>The cells of a sweep, by number: each occurs once, and every machine has the same ones.</summary>
public interface ICellSet
{
    int Count { get; }

    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    Cell this[int index] { get; }

    /// <summary>The distinct references of all cells, in a fixed order.</summary>
    IReadOnlyList<Cell> References { get; }
}

/// <summary>Enumerates what a sweep trains.</summary>
public static class SweepCells
{
    /// <summary>The cells that the sweep's strategy chooses.</summary>
    public static ICellSet CellSet(this Sweep sweep) =>
        sweep.Strategy.Kind == StrategyKind.Random ? new RandomCells(sweep) : new GridCells(sweep);

    /// <summary>Every cell, in the set's own order: for a grid the last axis varies fastest.</summary>
    public static IEnumerable<Cell> Cells(this Sweep sweep)
    {
        var cells = sweep.CellSet();
        for (var i = 0; i < cells.Count; i++)
        {
            yield return cells[i];
        }
    }

    /// <summary>The distinct settings that the sweep's cells are compared with.</summary>
    public static IReadOnlyList<Cell> References(this Sweep sweep) => sweep.CellSet().References;
}
