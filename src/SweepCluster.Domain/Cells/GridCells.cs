using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Cells;

/// <summary>Every combination of the axes' values; the last axis varies fastest. A sweep without axes has one cell.</summary>
/// <exception cref="OverflowException">There are more than 2³¹ − 1 combinations.</exception>
public sealed class GridCells(Sweep sweep) : ICellSet
{
    public int Count { get; } = sweep.Axes.Aggregate(1, (count, axis) => checked(count * axis.Values.Length));

    public Cell this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var coordinates = new ParameterValue[sweep.Axes.Length];
            for (var i = coordinates.Length - 1; i >= 0; i--)
            {
                (index, var at) = Math.DivRem(index, sweep.Axes[i].Values.Length);
                coordinates[i] = sweep.Axes[i].Values[at];
            }

            return CellOfSweep.At(sweep, ImmutableCollectionsMarshal.AsImmutableArray(coordinates));
        }
    }

    public IReadOnlyList<Cell> References
    {
        get
        {
            var family = FamilyCatalogue.Of(sweep.Family);
            var affecting = new GridCells(sweep with { Axes = [.. sweep.Axes.Where(axis => family[axis.Parameter].AffectsReference)] });
            return [.. Enumerable.Range(0, affecting.Count).Select(i => ReferenceCell.For(affecting[i]))];
        }
    }
}
