using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Cells;

/// <summary>
/// Independent uniform points, each axis on its own scale, keyed by the sweep's seed and the point's number: a
/// longer sweep begins with the cells of a shorter one. No cell occurs twice, so a space of listed values that is
/// smaller than the number asked for is taken whole.
/// </summary>
public sealed class RandomCells : ICellSet
{
    private readonly ImmutableArray<Cell> _cells;

    public RandomCells(Sweep sweep)
    {
        var family = FamilyCatalogue.Of(sweep.Family);
        var wanted = (int)Math.Min(sweep.Strategy.Cells ?? 1, AxisPoints.Combinations(family, sweep.Axes));
        var seen = new HashSet<CellId>();
        _cells = [.. Enumerable.Range(0, wanted).Select(i => Draw(sweep, family, i, seen))];
        References = [.. _cells.Select(ReferenceCell.For).DistinctBy(cell => cell.Id)];
    }

    public int Count => _cells.Length;

    public Cell this[int index] => _cells[index];

    public IReadOnlyList<Cell> References { get; }

    private static Cell Draw(Sweep sweep, FamilyDefinition family, int index, HashSet<CellId> seen)
    {
        var key = StableHash.Combine(sweep.Seed, (ulong)index);
        for (var attempt = 0u; ; attempt++)
        {
            var numbers = new RandomStream(key, RandomPurpose.Planning, attempt);
            var coordinates = ImmutableArray.CreateBuilder<ParameterValue>(sweep.Axes.Length);
            foreach (var axis in sweep.Axes)
            {
                // Six digits make names that a person can read; where they collide, all digits do not.
                coordinates.Add(AxisPoints.At(axis, family[axis.Parameter], numbers.NextDouble(), rounded: attempt == 0));
            }

            var cell = CellOfSweep.At(sweep, coordinates.MoveToImmutable());
            if (seen.Add(cell.Id))
            {
                return cell;
            }
        }
    }
}
