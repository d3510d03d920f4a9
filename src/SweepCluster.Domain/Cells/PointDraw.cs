using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Cells;

/// <summary>Turns points of the unit cube into different cells of a sweep, each axis on its own scale.</summary>
internal sealed class PointDraw
{
    private readonly Sweep _sweep;
    private readonly FamilyDefinition _family;
    private readonly CellMaker _maker;
    private readonly HashSet<CellId> _seen = [];

    /// <param name="sweep">Says the axes.</param>
    /// <param name="wanted">How many cells to draw; as many as the strategy says when left out.</param>
    public PointDraw(Sweep sweep, int? wanted = null)
    {
        _sweep = sweep;
        _family = FamilyCatalogue.Of(sweep.Family);
        _maker = new CellMaker(sweep);
        Wanted = (int)Math.Min(wanted ?? sweep.Strategy.Cells ?? 1, AxisPoints.Combinations(_family, sweep.Axes));
    }

    /// <summary>How many cells to draw: a space of listed values smaller than asked for is taken whole.</summary>
    public int Wanted { get; }

    public int Dimensions => _sweep.Axes.Length;

    /// <summary>The cell at a point, unless it was given before.</summary>
    /// <param name="point">A fraction in [0, 1) per axis.</param>
    /// <param name="rounded">Whether to six digits, which makes names that a person can read.</param>
    public Cell? At(ReadOnlySpan<double> point, bool rounded = true)
    {
        var coordinates = ImmutableArray.CreateBuilder<ParameterValue>(Dimensions);
        for (var i = 0; i < Dimensions; i++)
        {
            var axis = _sweep.Axes[i];
            coordinates.Add(AxisPoints.At(axis, _family[axis.Parameter], point[i], rounded));
        }

        var cell = _maker.At(coordinates.MoveToImmutable());
        return _seen.Add(cell.Id) ? cell : null;
    }

    /// <summary>A cell at a uniform point keyed by the sweep's seed and a number; drawn again until it is a new one.</summary>
    public Cell Random(int index)
    {
        Span<double> point = stackalloc double[Dimensions];
        var key = StableHash.Combine(_sweep.Seed, (ulong)index);
        for (var attempt = 0u; ; attempt++)
        {
            var numbers = new RandomStream(key, RandomPurpose.Planning, attempt);
            foreach (ref var coordinate in point)
            {
                coordinate = numbers.NextDouble();
            }

            // Where six digits collide, all digits do not.
            if (At(point, rounded: attempt == 0) is { } cell)
            {
                return cell;
            }
        }
    }
}
