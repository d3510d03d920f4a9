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

    public ReferenceLookup(Sweep sweep)
    {
        var family = FamilyCatalogue.Of(sweep.Family);
        _affecting = [.. Enumerable.Range(0, sweep.Axes.Length).Where(i => family[sweep.Axes[i].Parameter].AffectsReference)];
    }

    /// <summary>The reference that a cell of the sweep is judged against.</summary>
    public CellId? Of(Cell cell)
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
