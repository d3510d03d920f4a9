using SweepCluster.Domain.Planning.Refinement;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Cells;

/// <summary>Cells by number: each occurs once, and every machine has the same ones.</summary>
public interface ICellList : IReadOnlyList<Cell>
{
    /// <summary>The number of a cell, 0 … count − 1; −1 for one that is not here.</summary>
    int Find(CellId id);
}

/// <summary>The cells that a sweep may train, and what they are compared with.</summary>
public interface ICellSet : ICellList
{
    /// <summary>The distinct references of all cells, in a fixed order.</summary>
    ICellList References { get; }

    /// <summary>The number of a cell's reference among <see cref="References"/>.</summary>
    /// <param name="index">The cell's number.</param>
    int ReferenceOf(int index);
}

/// <summary>Enumerates what a sweep trains.</summary>
public static class SweepCells
{
    /// <summary>The cells that the sweep's strategy chooses from: all that it trains, for <c>refine</c> the dense grid, or for <c>boundary</c> its candidates.</summary>
    public static ICellSet CellSet(this Sweep sweep) => sweep.Strategy.Kind switch
    {
        StrategyKind.Random => new PointCells(RandomPoints.Of(sweep)),
        StrategyKind.Sobol => new PointCells(SobolPoints.Of(sweep)),
        StrategyKind.Boundary => new PointCells(SobolPoints.Of(sweep, SobolPoints.Candidates)),
        StrategyKind.Latin => new PointCells(LatinPoints.Of(sweep)),
        _ => new GridCells(sweep),
    };

    /// <summary>Every cell that the sweep's strategy may come to train: those of <see cref="CellSet"/> and, for <c>refine</c>, the centres of saddles.</summary>
    public static ICellSet TrainableCells(this Sweep sweep) =>
        sweep.Strategy.Kind == StrategyKind.Refine ? new SaddleCells(sweep, new RefineLattice(sweep)) : sweep.CellSet();

    /// <summary>Every cell, in the set's own order: for a grid the last axis varies fastest.</summary>
    public static IEnumerable<Cell> Cells(this Sweep sweep) => sweep.CellSet();

    /// <summary>The distinct settings that the sweep's cells are compared with.</summary>
    public static IReadOnlyList<Cell> References(this Sweep sweep) => sweep.CellSet().References;
}
