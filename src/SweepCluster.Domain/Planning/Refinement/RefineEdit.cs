using System.Collections.Immutable;

namespace SweepCluster.Domain.Planning.Refinement;

/// <summary>
/// A batch of changes to a refinement. What is split is the least set of quads that holds, with every quad in which
/// the map changes, its neighbours of the same level, and with every quad that is split, the parents of its
/// neighbours. More results only ever add to such a set, so it is the same whatever their order.
/// </summary>
internal sealed class RefineEdit
{
    /// <summary>The last levels that are split without a halo.</summary>
    private const int WithoutHalo = 2;

    private const QuadMark Changing = QuadMark.Split | QuadMark.Changes;

    private readonly RefineLattice _lattice;
    private readonly RefineRule _rule;
    private readonly LedgerEdit _ledger;
    private readonly PersistentArray<QuadMark>.Editor _quads;
    private readonly ImmutableHashSet<Quad>.Builder? _waiting;
    private readonly Stack<(Quad Quad, QuadMark Mark)> _open = [];

    /// <param name="waiting">Collects the quads in which the map changes instead of splitting them; null to split them at once.</param>
    public RefineEdit(
        RefineLattice lattice,
        RefineRule rule,
        LedgerEdit ledger,
        PersistentArray<QuadMark>.Editor quads,
        ImmutableHashSet<Quad>.Builder? waiting)
    {
        (_lattice, _rule, _ledger, _quads, _waiting) = (lattice, rule, ledger, quads, waiting);
    }

    /// <summary>Wants the corners of every quad of level 0.</summary>
    public void Begin()
    {
        for (var slice = 0; slice < _lattice.Slices; slice++)
        {
            for (var i = 0; i <= _lattice.X.Intervals(0); i++)
            {
                for (var j = 0; j <= _lattice.Y.Intervals(0); j++)
                {
                    _ledger.Want(_lattice.Cell(slice, _lattice.X.Node(0, i), _lattice.Y.Node(0, j)));
                }
            }
        }
    }

    /// <summary>Looks again at the quads that have a cell on their border which now is decided.</summary>
    public void Decided(int cell)
    {
        var (slice, x, y) = _lattice.Place(cell);
        foreach (var quad in _lattice.CoarseAt(slice, x, y))
        {
            Visit(quad, x, y);
        }
    }

    /// <summary>Splits a quad in which the map changes, and all that must be split with it.</summary>
    public void Split(Quad changing)
    {
        _open.Push((changing, Changing));
        SplitOpen();
    }

    /// <summary>What the decided cells on a quad's border say.</summary>
    public Change ChangeIn(Quad quad)
    {
        Span<CellTally> decided = stackalloc CellTally[8];
        var count = 0;
        var (left, right, bottom, top) = _lattice.Bounds(quad);
        foreach (var (x, y) in (ReadOnlySpan<(int?, int?)>)
        [
            (left, bottom), (right, bottom), (left, top), (right, top),
            (_lattice.MiddleX(quad), bottom), (_lattice.MiddleX(quad), top), (left, _lattice.MiddleY(quad)), (right, _lattice.MiddleY(quad)),
        ])
        {
            if (x is { } across && y is { } upwards && _ledger[_lattice.Cell(quad.Slice, across, upwards)] is { IsDecided: true } tally)
            {
                decided[count++] = tally;
            }
        }

        return _rule.Among(decided[..count]);
    }

    private void Visit(Quad quad, int x, int y)
    {
        var (left, right, bottom, top) = _lattice.Bounds(quad);
        if (x < left || x > right || y < bottom || y > top || quad.Level == _lattice.Levels)
        {
            return;
        }

        var mark = _quads[_lattice.Number(quad)];
        var isOnBorder = x == left || x == right || y == bottom || y == top;
        if (isOnBorder && !mark.HasFlag(QuadMark.Changes) && ChangeIn(quad) != Change.None)
        {
            Found(quad);
            SplitOpen();
        }

        if (_quads[_lattice.Number(quad)].HasFlag(QuadMark.Split))
        {
            foreach (var child in _lattice.Children(quad))
            {
                Visit(child, x, y);
            }
        }
    }

    private void Found(Quad quad)
    {
        if (_waiting is null)
        {
            _open.Push((quad, Changing));
        }
        else
        {
            _waiting.Add(quad);
        }
    }

    private void SplitOpen()
    {
        while (_open.TryPop(out var next))
        {
            Mark(next.Quad, next.Mark);
        }
    }

    private void Mark(Quad quad, QuadMark mark)
    {
        var number = _lattice.Number(quad);
        var before = _quads[number];
        if ((before & mark) == mark)
        {
            return;
        }

        _quads[number] = before | mark;
        if (!before.HasFlag(QuadMark.Split))
        {
            Cut(quad);
        }

        // Quads of four places or fewer get no halo: it would add cells that are already beside the change.
        if (mark.HasFlag(QuadMark.Changes) && quad.Level < _lattice.Levels - WithoutHalo)
        {
            foreach (var neighbour in _lattice.Around(quad))
            {
                _open.Push((neighbour, QuadMark.Split));
            }
        }
    }

    private void Cut(Quad quad)
    {
        // Neighbours must be no more than one level coarser than the new quads.
        if (quad.Level > 0)
        {
            foreach (var neighbour in _lattice.Around(quad))
            {
                _open.Push((_lattice.Parent(neighbour), QuadMark.Split));
            }
        }

        foreach (var child in _lattice.Children(quad))
        {
            var (left, right, bottom, top) = _lattice.Bounds(child);
            _ledger.Want(_lattice.Cell(quad.Slice, left, bottom));
            _ledger.Want(_lattice.Cell(quad.Slice, right, bottom));
            _ledger.Want(_lattice.Cell(quad.Slice, left, top));
            _ledger.Want(_lattice.Cell(quad.Slice, right, top));
            if (child.Level < _lattice.Levels && ChangeIn(child) != Change.None)
            {
                Found(child);
            }
        }
    }
}
