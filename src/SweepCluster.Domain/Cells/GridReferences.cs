using System.Collections;
using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Cells;

/// <summary>The references of a grid: one per combination of the axes that affect them, made when asked for.</summary>
internal sealed class GridReferences : ICellList
{
    private readonly GridCells _affecting;
    private readonly ImmutableArray<AxisPlaces> _places;
    private readonly (int Values, int Stride)[] _axes;

    public GridReferences(Sweep sweep)
    {
        var family = FamilyCatalogue.Of(sweep.Family);
        ImmutableArray<Axis> axes = [.. sweep.Axes.Where(axis => family[axis.Parameter].AffectsReference)];
        _affecting = new GridCells(sweep with { Axes = axes });
        _places = AxisPlaces.Of(axes);
        _axes = new (int, int)[sweep.Axes.Length];
        for (var (i, stride) = (_axes.Length - 1, 1); i >= 0; i--)
        {
            var affects = axes.Contains(sweep.Axes[i]);
            _axes[i] = (sweep.Axes[i].Values.Length, affects ? stride : 0);
            stride *= affects ? sweep.Axes[i].Values.Length : 1;
        }
    }

    public int Count => _affecting.Count;

    public Cell this[int index] => ReferenceCell.For(_affecting[index]);

    /// <summary>The reference of a cell of the whole grid, both by number.</summary>
    public int Of(int cell)
    {
        var reference = 0;
        for (var i = _axes.Length - 1; i >= 0; i--)
        {
            (cell, var at) = Math.DivRem(cell, _axes[i].Values);
            reference += at * _axes[i].Stride;
        }

        return reference;
    }

    public int Find(CellId id)
    {
        var index = 0;
        foreach (var axis in _places)
        {
            if (axis.Offset(ValueOf(axis.Parameter, id.Text)) is var offset && offset < 0)
            {
                return -1;
            }

            index += offset;
        }

        // The rest of the id names the fixed parameters, which must be this sweep's too.
        return this[index].Id == id ? index : -1;
    }

    public IEnumerator<Cell> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static ReadOnlySpan<char> ValueOf(string parameter, ReadOnlySpan<char> id)
    {
        foreach (var range in id[(id.LastIndexOf('|') + 1)..].Split(';'))
        {
            var part = id[(id.LastIndexOf('|') + 1)..][range];
            if (part.Length > parameter.Length && part[parameter.Length] == '=' && part.StartsWith(parameter, StringComparison.Ordinal))
            {
                return part[(parameter.Length + 1)..];
            }
        }

        return [];
    }
}
