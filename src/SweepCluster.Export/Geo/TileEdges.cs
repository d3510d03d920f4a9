using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Export.Geo;

/// <summary>
/// Where the tiles of an axis' values end: half-way between neighbours, geometrically on a log axis. Values that are
/// no numbers in order stand at 0, 1, 2, …, and so does the one value of an axis that is not there.
/// </summary>
internal sealed class TileEdges
{
    private readonly Dictionary<ParameterValue, int> _index;
    private readonly double[] _edges;

    private TileEdges(bool isListed, ImmutableArray<ParameterValue> values, double[] edges)
    {
        IsListed = isListed;
        _edges = edges;
        _index = values.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
    }

    /// <summary>Whether positions count the values instead of being them.</summary>
    public bool IsListed { get; }

    /// <param name="gridOf">The lattice's values of this axis.</param>
    public static TileEdges Of(StabilityMap map, MapAxis? axis, Func<Lattice, ImmutableArray<ParameterValue>> gridOf)
    {
        var values = axis is null ? [] : Lattice.Of(map, map.Slices[0]) is { } lattice ? gridOf(lattice) : axis.Values;
        if (axis is not null && AxisRuler.Of(axis.Axis, values) is not null)
        {
            return new TileEdges(false, values, Borders([.. values.Select(value => value.AsReal())], axis.Axis.Scale == AxisScale.Log));
        }

        return new TileEdges(true, values, [.. Enumerable.Range(0, Math.Max(1, values.Length) + 1).Select(i => i - 0.5)]);
    }

    /// <summary>The ends of a value's tile; null for a value between those of the grid.</summary>
    public (double From, double To)? BandOf(ParameterValue? value) =>
        value is null ? (_edges[0], _edges[1]) : _index.TryGetValue(value, out var index) ? (_edges[index], _edges[index + 1]) : null;

    public double PlaceOf(ParameterValue? value) => value is null ? 0 : IsListed ? _index[value] : value.AsReal();

    private static double[] Borders(double[] values, bool isLog)
    {
        var places = isLog ? Array.ConvertAll(values, Math.Log) : values;
        var inner = places.Zip(places.Skip(1), (a, b) => (a + b) / 2).ToArray();
        double[] edges = [(2 * places[0]) - inner[0], .. inner, (2 * places[^1]) - inner[^1]];
        return isLog ? Array.ConvertAll(edges, Math.Exp) : edges;
    }
}
