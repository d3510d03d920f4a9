using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Planning.Refinement;

/// <summary>
/// The dense grid of a refined sweep and, numbered after its cells, the centres of its squares: what decides a saddle
/// of the contour. A centre lies half-way on the axes' own scales; there is none where two neighbouring integers have
/// nothing between them, or on an axis of values without a scale.
/// </summary>
internal sealed class SaddleCells : ICellSet
{
    private readonly GridCells _centres;
    private readonly int[] _middleX;
    private readonly int[] _middleY;
    private readonly RefineLattice _lattice;
    private readonly RefineLattice _centreLattice;
    private readonly bool _hasOwnReferences;

    public SaddleCells(Sweep sweep, RefineLattice lattice)
    {
        _lattice = lattice;
        Grid = new GridCells(sweep);
        var (x, y) = (Middles(sweep, sweep.Map.X), Middles(sweep, sweep.Map.Y));
        var (across, upwards) = (Numbers(x), Numbers(y));
        var hasRoom = across.Length > 0 && upwards.Length > 0
            && Grid.Count + (Grid.Count / ((double)lattice.X.Count * lattice.Y.Count) * across.Length * upwards.Length) <= int.MaxValue;
        (_middleX, _middleY) = hasRoom ? (Places(x), Places(y)) : ([], []);
        var centred = sweep with
        {
            Axes = [.. sweep.Axes.Select(axis => axis.Parameter == sweep.Map.X ? axis with { Values = hasRoom ? across : [] } : axis.Parameter == sweep.Map.Y ? axis with { Values = hasRoom ? upwards : [] } : axis)],
        };
        _centres = new GridCells(centred);
        _centreLattice = new RefineLattice(centred);
        var family = FamilyCatalogue.Of(sweep.Family);
        _hasOwnReferences = hasRoom && sweep.Axes.Any(axis => (axis.Parameter == sweep.Map.X || axis.Parameter == sweep.Map.Y) && family[axis.Parameter].AffectsReference);
        References = _hasOwnReferences ? new JoinedCells(Grid.References, _centres.References) : Grid.References;
    }

    /// <summary>The cells that refinement chooses from; their numbers are the first.</summary>
    public GridCells Grid { get; }

    public int Count => Grid.Count + (HasCentres ? _centres.Count : 0);

    public ICellList References { get; }

    private bool HasCentres => _middleX.Length > 0;

    public Cell this[int index] => index < Grid.Count ? Grid[index] : _centres[index - Grid.Count];

    /// <summary>The number of the centre of the square whose lower corner is given; null where there is none.</summary>
    public int? Centre(int slice, int x, int y) =>
        HasCentres && _middleX[x] is var column and >= 0 && _middleY[y] is var row and >= 0
            ? Grid.Count + _centreLattice.Cell(slice, column, row)
            : null;

    /// <summary>The stage in which a cell is wanted: the level that first has it, and after all levels the centres.</summary>
    public int StageOf(int cell) => cell < Grid.Count ? _lattice.LevelOf(cell) : _lattice.Levels + 1;

    public int Find(CellId id)
    {
        var cell = Grid.Find(id);
        if (cell >= 0 || !HasCentres)
        {
            return cell;
        }

        var centre = _centres.Find(id);
        return centre < 0 ? -1 : Grid.Count + centre;
    }

    public int ReferenceOf(int index)
    {
        if (index < Grid.Count)
        {
            return Grid.ReferenceOf(index);
        }

        var reference = _centres.ReferenceOf(index - Grid.Count);
        return _hasOwnReferences ? Grid.References.Count + reference : Grid.References.Find(_centres.References[reference].Id);
    }

    public IEnumerator<Cell> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For each interval of a mapped axis the value half-way, in six digits where these lie between; null for none.</summary>
    private static ParameterValue?[] Middles(Sweep sweep, string? parameter)
    {
        var axis = sweep.Axes.FirstOrDefault(axis => axis.Parameter == parameter);
        return axis is null or { Scale: AxisScale.Category } || AxisRuler.Of(axis, axis.Values) is not { } ruler
            ? []
            : [.. Enumerable.Range(0, axis.Values.Length - 1).Select(i => Between(axis.Values[i], axis.Values[i + 1], ruler.At(i + 0.5)))];
    }

    private static ParameterValue? Between(ParameterValue low, ParameterValue high, double middle)
    {
        var rounded = low.Kind == ParameterKind.Integer
            ? Math.Round(middle, MidpointRounding.AwayFromZero)
            : double.Parse(middle.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var number = IsBetween(rounded) || low.Kind == ParameterKind.Integer ? rounded : middle;
        return !IsBetween(number) ? null : low.Kind == ParameterKind.Integer ? ParameterValue.Integer((long)number) : ParameterValue.Real(number);

        bool IsBetween(double value) => value > low.AsReal() && value < high.AsReal();
    }

    private static ImmutableArray<ParameterValue> Numbers(ParameterValue?[] middles) => [.. middles.OfType<ParameterValue>()];

    /// <summary>The number of each interval's middle among those that there are; −1 for none.</summary>
    private static int[] Places(ParameterValue?[] middles)
    {
        var next = 0;
        return Array.ConvertAll(middles, middle => middle is null ? -1 : next++);
    }

    /// <summary>Two lists without a common cell, one after the other.</summary>
    private sealed class JoinedCells(ICellList first, ICellList second) : ICellList
    {
        public int Count => first.Count + second.Count;

        public Cell this[int index] => index < first.Count ? first[index] : second[index - first.Count];

        public int Find(CellId id)
        {
            var place = first.Find(id);
            if (place >= 0)
            {
                return place;
            }

            place = second.Find(id);
            return place < 0 ? -1 : first.Count + place;
        }

        public IEnumerator<Cell> GetEnumerator() => first.Concat(second).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
