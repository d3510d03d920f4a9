using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Node.Http.Documents;

namespace SweepCluster.Node.Http.Maps;

/// <summary>Cuts a rectangle out of a layer.</summary>
internal static class MapTile
{
    /// <summary>Columns and rows of a tile at most.</summary>
    public const int MostPlaces = 256;

    private const string Label = "label";

    private static readonly ImmutableDictionary<string, Func<MapLayers, int, int, double>> Numbers = ImmutableDictionary.CreateRange<string, Func<MapLayers, int, int, double>>(
    [
        new("p", (layers, row, column) => layers.Stable[row, column]),
        new("low", (layers, row, column) => layers.StableLower[row, column]),
        new("high", (layers, row, column) => layers.StableUpper[row, column]),
        new("accuracy", (layers, row, column) => layers.ScoreMean[row, column]),
        new("cost", (layers, row, column) => layers.TrainingSeconds[row, column]),
        new("replicates", (layers, row, column) => layers.Replicates[row, column]),
    ]);

    public static ImmutableArray<string> LayerNames { get; } = [Label, "p", "low", "high", "accuracy", "cost", "replicates"];

    /// <summary>The rectangle as far as it lies on the layer; empty where it lies outside.</summary>
    public static LayerTile Cut(MapLayers layers, string layer, int slice, int x0, int y0, int width, int height)
    {
        var (rows, columns) = (layers.Label.GetLength(0), layers.Label.GetLength(1));
        var (right, top) = ((int)Math.Min((long)x0 + width, columns), (int)Math.Min((long)y0 + height, rows));
        return new LayerTile(
            layer,
            slice,
            x0,
            y0,
            columns,
            rows,
            Texts(layers.X, x0, right),
            Texts(layers.Y, y0, top),
            layer == Label ? Cut((row, column) => layers.Label[row, column] is { } outcome ? OutcomeDescription.Of(outcome).Name : null, x0, y0, right, top) : null,
            Numbers.TryGetValue(layer, out var number) ? Cut((row, column) => number(layers, row, column), x0, y0, right, top) : null);
    }

    private static T[][] Cut<T>(Func<int, int, T> at, int x0, int y0, int right, int top)
    {
        var tile = new T[Math.Max(0, top - y0)][];
        for (var row = 0; row < tile.Length; row++)
        {
            tile[row] = new T[Math.Max(0, right - x0)];
            for (var column = 0; column < tile[row].Length; column++)
            {
                tile[row][column] = at(y0 + row, x0 + column);
            }
        }

        return tile;
    }

    private static string[] Texts(ImmutableArray<ParameterValue> values, int from, int to) =>
        [.. values.Skip(from).Take(Math.Max(0, to - from)).Select(value => value.Text)];
}
