using System.Collections.Immutable;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Planning.Refinement;

/// <summary>
/// The quads of a refined sweep over the grid of its axes' values. A cell's number is its number in that grid; the
/// mapped axes may be any two of the sweep's, one, or none, and every combination of the others' values is a slice.
/// </summary>
internal sealed class RefineLattice
{
    private readonly int _strideX;
    private readonly int _strideY;
    private readonly (int Values, int Stride)[] _further;
    private readonly long[] _firstOfLevel;

    public RefineLattice(Sweep sweep)
    {
        var coarse = sweep.Strategy.Refine!.Coarse;
        var further = new List<(int, int)>();
        (X, Y) = (new LatticeAxis(1, 1), new LatticeAxis(1, 1));
        for (var (i, stride) = (sweep.Axes.Length - 1, 1); i >= 0; stride = checked(stride * sweep.Axes[i].Values.Length), i--)
        {
            var axis = sweep.Axes[i];
            if (axis.Parameter == sweep.Map.X)
            {
                (X, _strideX) = (new LatticeAxis(axis.Values.Length, coarse), stride);
            }
            else if (axis.Parameter == sweep.Map.Y)
            {
                (Y, _strideY) = (new LatticeAxis(axis.Values.Length, coarse), stride);
            }
            else
            {
                further.Add((axis.Values.Length, stride));
            }
        }

        _further = [.. further];
        Slices = _further.Aggregate(1, (product, axis) => product * axis.Values);
        Levels = Math.Max(X.Levels, Y.Levels);
        _firstOfLevel = new long[Levels + 2];
        for (var level = 0; level <= Levels; level++)
        {
            _firstOfLevel[level + 1] = _firstOfLevel[level] + ((long)Slices * X.Intervals(level) * Y.Intervals(level));
        }
    }

    public LatticeAxis X { get; }

    public LatticeAxis Y { get; }

    /// <summary>How many pictures there are, each with quads of its own.</summary>
    public int Slices { get; }

    /// <summary>The deepest level: its quads cannot be split.</summary>
    public int Levels { get; }

    /// <summary>Quads of all levels and slices.</summary>
    public long QuadCount => _firstOfLevel[^1];

    /// <summary>Cells of the coarse cover, over all slices.</summary>
    public static long CoarseCellsOf(ImmutableArray<Axis> axes, MapAxes map, int coarse) => axes.Aggregate(
        1L,
        (product, axis) => product * (axis.Parameter == map.X || axis.Parameter == map.Y ? Math.Min(coarse + 1, axis.Values.Length) : axis.Values.Length));

    public long Number(Quad quad) =>
        _firstOfLevel[quad.Level] + ((((long)quad.Slice * Y.Intervals(quad.Level)) + quad.J) * X.Intervals(quad.Level)) + quad.I;

    /// <summary>The cell at a place.</summary>
    public int Cell(int slice, int x, int y)
    {
        var cell = (x * _strideX) + (y * _strideY);
        foreach (var (values, stride) in _further)
        {
            (slice, var at) = Math.DivRem(slice, values);
            cell += at * stride;
        }

        return cell;
    }

    /// <summary>The place of a cell.</summary>
    public (int Slice, int X, int Y) Place(int cell)
    {
        var (slice, factor) = (0, 1);
        foreach (var (values, stride) in _further)
        {
            slice += cell / stride % values * factor;
            factor *= values;
        }

        return (slice, _strideX == 0 ? 0 : cell / _strideX % X.Count, _strideY == 0 ? 0 : cell / _strideY % Y.Count);
    }

    /// <summary>The level whose quads first have the cell at a corner.</summary>
    public int LevelOf(int cell)
    {
        var (_, x, y) = Place(cell);
        return Math.Max(X.LevelOf(x), Y.LevelOf(y));
    }

    /// <summary>The rectangle of places that a quad spans, ends included.</summary>
    public (int Left, int Right, int Bottom, int Top) Bounds(Quad quad) =>
        (X.Node(quad.Level, quad.I), X.Node(quad.Level, quad.I + 1), Y.Node(quad.Level, quad.J), Y.Node(quad.Level, quad.J + 1));

    /// <summary>The place where a split cuts the axis across; null when the quads of this level are not cut there.</summary>
    public int? MiddleX(Quad quad) => X.Splits(quad.Level) ? X.Node(quad.Level + 1, (2 * quad.I) + 1) : null;

    public int? MiddleY(Quad quad) => Y.Splits(quad.Level) ? Y.Node(quad.Level + 1, (2 * quad.J) + 1) : null;

    /// <summary>The quads of level 0 that hold a place, at the border or inside.</summary>
    public QuadBlock CoarseAt(int slice, int x, int y)
    {
        var (i, j) = (X.FirstAt(x), Y.FirstAt(y));
        return new QuadBlock(slice, 0, i, X.LastAt(x, i), j, Y.LastAt(y, j));
    }

    /// <summary>The quads that a quad is split into: two for each axis that its level halves.</summary>
    public QuadBlock Children(Quad quad)
    {
        var (i, j) = (X.Splits(quad.Level) ? 2 * quad.I : quad.I, Y.Splits(quad.Level) ? 2 * quad.J : quad.J);
        return new QuadBlock(quad.Slice, quad.Level + 1, i, X.Splits(quad.Level) ? i + 1 : i, j, Y.Splits(quad.Level) ? j + 1 : j);
    }

    /// <summary>The quad of the level above that a quad is part of.</summary>
    public Quad Parent(Quad quad)
    {
        var level = quad.Level - 1;
        return new Quad(quad.Slice, level, X.Splits(level) ? quad.I / 2 : quad.I, Y.Splits(level) ? quad.J / 2 : quad.J);
    }

    /// <summary>A quad and the up to eight of the same level around it.</summary>
    public QuadBlock Around(Quad quad) => new(
        quad.Slice,
        quad.Level,
        Math.Max(0, quad.I - 1),
        Math.Min(quad.I + 1, X.Intervals(quad.Level) - 1),
        Math.Max(0, quad.J - 1),
        Math.Min(quad.J + 1, Y.Intervals(quad.Level) - 1));
}
