using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Planning.Refinement;

/// <summary>
/// Which trained cell stands for a cell of the dense grid that a refined sweep has not trained: the nearest corner of
/// the smallest quad around it whose four corners are trained. A function of the set of trained cells alone.
/// </summary>
public sealed class RefinedCover
{
    private readonly RefineLattice _lattice;
    private readonly GridCells _cells;
    private readonly HashSet<int> _trained;

    /// <param name="sweep">A sweep of <see cref="StrategyKind.Refine"/>.</param>
    /// <param name="trained">Cells with a result; others than the sweep's are left out.</param>
    public RefinedCover(Sweep sweep, IEnumerable<CellId> trained)
    {
        _lattice = new RefineLattice(sweep);
        _cells = new GridCells(sweep);
        _trained = [.. trained.Select(_cells.Find).Where(cell => cell >= 0)];
    }

    /// <summary>Cells of the dense grid.</summary>
    public int Count => _cells.Count;

    /// <summary>
    /// The number of the trained cell that stands for a cell of the dense grid: itself where it is trained; null
    /// where not even the coarse cover around it is. Numbers are those of <see cref="GridCells"/>.
    /// </summary>
    /// <param name="cell">0 … <see cref="Count"/> − 1.</param>
    public int? Nearest(int cell)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cell);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cell, Count);
        if (_trained.Contains(cell))
        {
            return cell;
        }

        var (slice, x, y) = _lattice.Place(cell);
        var around = Within(_lattice.CoarseAt(slice, x, y), x, y);
        for (var inner = around; inner is { } quad; inner = quad.Level < _lattice.Levels ? Within(_lattice.Children(quad), x, y) : null)
        {
            around = quad;
        }

        return around is { } smallest ? Corner(smallest, x, y) : null;
    }

    /// <summary>The first of some quads that holds a place and has its corners trained.</summary>
    private Quad? Within(QuadBlock quads, int x, int y)
    {
        foreach (var quad in quads)
        {
            if (Holds(quad, x, y) && IsTrained(quad))
            {
                return quad;
            }
        }

        return null;
    }

    private bool Holds(Quad quad, int x, int y)
    {
        var (left, right, bottom, top) = _lattice.Bounds(quad);
        return x >= left && x <= right && y >= bottom && y <= top;
    }

    private bool IsTrained(Quad quad)
    {
        var (left, right, bottom, top) = _lattice.Bounds(quad);
        return _trained.Contains(_lattice.Cell(quad.Slice, left, bottom)) && _trained.Contains(_lattice.Cell(quad.Slice, right, bottom))
            && _trained.Contains(_lattice.Cell(quad.Slice, left, top)) && _trained.Contains(_lattice.Cell(quad.Slice, right, top));
    }

    /// <summary>The nearest corner, each axis measured in places; halfway belongs to the lower one.</summary>
    private int Corner(Quad quad, int x, int y)
    {
        var (left, right, bottom, top) = _lattice.Bounds(quad);
        return _lattice.Cell(quad.Slice, x - left <= right - x ? left : right, y - bottom <= top - y ? bottom : top);
    }
}
