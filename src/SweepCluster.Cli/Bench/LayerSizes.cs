using System.Globalization;

namespace SweepCluster.Cli.Bench;

/// <summary>Sizes of a model's layers as people write them: <c>784-64-32-10</c>.</summary>
internal static class LayerSizes
{
    /// <summary>The most elements of a layer.</summary>
    public const int Largest = 1 << 14;

    /// <summary>Null where this is not one.</summary>
    public static int[]? Parse(string text)
    {
        var parts = text.Split('-');
        var sizes = parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0).ToArray();
        return sizes.Length >= 2 && sizes.All(size => size is >= 1 and <= Largest) ? sizes : null;
    }
}
