using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Planning.Refinement;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Planning.TrialBudget;

/// <summary>What a sweep trains before its results can say anything about where to look closer.</summary>
internal static class LeastTrials
{
    /// <summary>
    /// One trial of every cell, or for a strategy that grows the first replicates of its cover; and as many of the
    /// references, of which a strategy that draws its cells is taken to have one.
    /// </summary>
    public static double Of(ImmutableArray<Axis> axes, MapAxes map, Strategy strategy, Replicates replicates, FamilyDefinition family) => strategy switch
    {
        { Refine: { } refine } => replicates.Least * (RefineLattice.CoarseCellsOf(axes, map, refine.Coarse) + (double)RefineLattice.CoarseCellsOf(Affecting(axes, family), map, refine.Coarse)),
        { Boundary: { } boundary } => replicates.Least * (Math.Min(boundary.Initial, strategy.Cells ?? boundary.Initial) + 1.0),
        { Cells: { } cells } => cells + 1.0,
        _ => Product(axes) + Product(Affecting(axes, family)),
    };

    private static ImmutableArray<Axis> Affecting(ImmutableArray<Axis> axes, FamilyDefinition family) =>
        axes.RemoveAll(axis => !family[axis.Parameter].AffectsReference);

    private static double Product(ImmutableArray<Axis> axes) => axes.Aggregate(1.0, (product, axis) => product * axis.Values.Length);
}
