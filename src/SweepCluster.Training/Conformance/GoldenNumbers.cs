using System.Numerics;
using System.Text.Json;
using SweepCluster.Compute;

namespace SweepCluster.Training.Conformance;

/// <summary>Numbers out of golden documents and device arrays, as doubles in row-major order.</summary>
internal static class GoldenNumbers
{
    /// <summary>A number, or all numbers of nested arrays.</summary>
    public static double[] Flatten(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().SelectMany(Flatten)]
        : [element.GetDouble()];

    /// <summary>The first member's elements.</summary>
    public static double[] Read<T>(DeviceArray<T> array)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = new T[array.Length];
        array.Download(0, values);
        return Array.ConvertAll(values, double.CreateChecked);
    }
}
