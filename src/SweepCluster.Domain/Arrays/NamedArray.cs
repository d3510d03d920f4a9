using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace SweepCluster.Domain.Arrays;

/// <summary>A named array of a NumPy archive.</summary>
/// <param name="Name">What NumPy finds it by.</param>
/// <param name="TypeCode">NumPy's, such as <c>&lt;f8</c>.</param>
/// <param name="Shape">Sizes, the slowest first.</param>
/// <param name="Content">The elements in that order, little-endian.</param>
public sealed record NamedArray(string Name, string TypeCode, ImmutableArray<int> Shape, byte[] Content)
{
    public static NamedArray Of(string name, ImmutableArray<int> shape, double[] values) =>
        new(name, "<f8", shape, LittleEndian(values));

    public static NamedArray Of(string name, ImmutableArray<int> shape, int[] values) =>
        new(name, "<i4", shape, LittleEndian(values));

    public static NamedArray Of(string name, ImmutableArray<int> shape, sbyte[] values) =>
        new(name, "|i1", shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    /// <summary>A list of texts, as fixed-width UCS-4.</summary>
    public static NamedArray Of(string name, IReadOnlyList<string> texts)
    {
        var width = Math.Max(1, texts.Select(text => text.EnumerateRunes().Count()).DefaultIfEmpty(0).Max());
        var content = new byte[4 * width * texts.Count];
        for (var i = 0; i < texts.Count; i++)
        {
            Encoding.UTF32.GetBytes(texts[i], content.AsSpan(4 * width * i));
        }

        return new NamedArray(name, $"<U{width}", [texts.Count], content);
    }

    private static byte[] LittleEndian<T>(T[] values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            for (var i = 0; i < bytes.Length; i += Unsafe.SizeOf<T>())
            {
                bytes.AsSpan(i, Unsafe.SizeOf<T>()).Reverse();
            }
        }

        return bytes;
    }
}
