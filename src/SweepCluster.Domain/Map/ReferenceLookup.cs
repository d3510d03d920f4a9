using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Map;

/// <summary>
/// The references of a sweep's cells. Few parameters affect them, so each is worked out once for all the cells that
/// it judges. Not for several threads at once.
/// </summary>
public sealed class ReferenceLookup
{
    private readonly Dictionary<string, CellId> _found = new(StringComparer.Ordinal);
    private readonly int[] _affecting;
    private Cell? _last;
    private CellId _ofLast;

    public ReferenceLookup(Sweep sweep)
    {
        var family = FamilyCatalogue.Of(sweep.Family);
        _affecting = [.. Enumerable.Range(0, sweep.Axes.Length).Where(i => family[sweep.Axes[i].Parameter].AffectsReference)];
    }

    /// <summary>The reference that a cell of the sweep is judged against.</summary>
    public CellId? Of(Cell cell)
    {
        if (_last is null || !SharesReference(cell, _last))
        {
            (_last, _ofLast) = (cell, Find(cell));
        }

        return _ofLast;
    }

    /// <summary>Whether two cells have the very same values on the axes that affect the reference.</summary>
    private bool SharesReference(Cell cell, Cell other)
    {
        foreach (var i in _affecting)
        {
            if (!ReferenceEquals(cell.Coordinates[i], other.Coordinates[i]))
            {
                return false;
            }
        }

        return true;
    }

    private CellId Find(Cell cell)
    {
        var key = _affecting.Length == 1
            ? cell.Coordinates[_affecting[0]].Text
            : string.Join('\n', _affecting.Select(i => cell.Coordinates[i].Text));
        if (!_found.TryGetValue(key, out var id))
        {
            _found.Add(key, id = ReferenceCell.For(cell).Id);
        }

        return id;
    }
}
