using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Cells;

/// <summary>Makes the cells of a sweep, each from one value per axis.</summary>
internal sealed class CellMaker
{
    /// <summary>The cell of a sweep without axes.</summary>
    public const string Only = "base";

    private readonly ParameterSet _fixed;
    private readonly ImmutableArray<string> _names;
    private readonly int[] _byName;

    public CellMaker(Sweep sweep)
    {
        _fixed = sweep.Parameters;
        _names = [.. sweep.Axes.Select(axis => axis.Parameter)];
        _byName = NameOrder(sweep.Axes);
    }

    /// <summary>The places of the axes, sorted by parameter: the order in which a cell's id has them.</summary>
    public static int[] NameOrder(ImmutableArray<Axis> axes) =>
        [.. Enumerable.Range(0, axes.Length).OrderBy(i => axes[i].Parameter, StringComparer.Ordinal)];

    public Cell At(ImmutableArray<ParameterValue> coordinates) =>
        new(Name(coordinates), coordinates, _fixed.Over(_names, coordinates));

    /// <summary><c>B=1.5;degree=4</c>, sorted by parameter, so that the order of the axes does not matter.</summary>
    private CellId Name(ImmutableArray<ParameterValue> coordinates)
    {
        if (_byName.Length == 0)
        {
            return new CellId(Only);
        }

        var parts = new string[(4 * _byName.Length) - 1];
        foreach (var (place, axis) in _byName.Index())
        {
            var part = 4 * place;
            if (place > 0)
            {
                parts[part - 1] = ";";
            }

            (parts[part], parts[part + 1], parts[part + 2]) = (_names[axis], "=", coordinates[axis].Text);
        }

        return new CellId(string.Concat(parts));
    }
}
