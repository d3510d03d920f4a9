using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Cells;

/// <summary>Makes a cell of a sweep from one value per axis.</summary>
internal static class CellOfSweep
{
    /// <summary>The cell of a sweep without axes.</summary>
    private const string Only = "base";

    public static Cell At(Sweep sweep, ImmutableArray<ParameterValue> coordinates)
    {
        var values = sweep.Axes.Select((axis, i) => KeyValuePair.Create(axis.Parameter, coordinates[i])).ToArray();
        return new Cell(Name(values), coordinates, sweep.Parameters.With(values));
    }

    /// <summary><c>B=1.5;degree=4</c>, sorted by parameter, so that the order of the axes does not matter.</summary>
    private static CellId Name(IEnumerable<KeyValuePair<string, ParameterValue>> values)
    {
        var text = string.Join(';', values
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={pair.Value.Text}"));
        return new CellId(text.Length == 0 ? Only : text);
    }
}
