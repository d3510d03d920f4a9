using System.Collections;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Cells;

/// <summary>
/// Every combination of the axes' values; the last axis varies fastest. A sweep without axes has one cell. Cells are
/// made when asked for and found by reading their id, so a grid of any size takes no memory.
/// </summary>
/// <exception cref="OverflowException">There are more than 2³¹ − 1 combinations.</exception>
public sealed class GridCells : ICellSet
{
    private readonly Sweep _sweep;
    private readonly CellMaker _maker;
    private readonly ImmutableArray<AxisPlaces> _places;
    private readonly Lazy<GridReferences> _references;

    public GridCells(Sweep sweep)
    {
        _sweep = sweep;
        _maker = new CellMaker(sweep);
        Count = sweep.Axes.Aggregate(1, (count, axis) => checked(count * axis.Values.Length));
        _places = AxisPlaces.Of(sweep.Axes);
        _references = new Lazy<GridReferences>(() => new GridReferences(sweep));
    }

    public int Count { get; }

    public ICellList References => _references.Value;

    public Cell this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var coordinates = new ParameterValue[_sweep.Axes.Length];
            for (var i = coordinates.Length - 1; i >= 0; i--)
            {
                var values = _sweep.Axes[i].Values;
                (index, var at) = Math.DivRem(index, values.Length);
                coordinates[i] = values[at];
            }

            return _maker.At(ImmutableCollectionsMarshal.AsImmutableArray(coordinates));
        }
    }

    public int Find(CellId id)
    {
        var rest = id.Text.AsSpan();
        if (_places.IsEmpty)
        {
            return rest.SequenceEqual(CellMaker.Only) ? 0 : -1;
        }

        var index = 0;
        foreach (var axis in _places)
        {
            var end = rest.IndexOf(';');
            var part = end < 0 ? rest : rest[..end];
            var name = axis.Parameter.Length;
            if (part.Length <= name || part[name] != '=' || !part.StartsWith(axis.Parameter, StringComparison.Ordinal)
                || axis.Offset(part[(name + 1)..]) is var offset && offset < 0)
            {
                return -1;
            }

            index += offset;
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return rest.IsEmpty && !id.Text.EndsWith(';') ? index : -1;
    }

    public int ReferenceOf(int index) => _references.Value.Of(index);

    public IEnumerator<Cell> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
