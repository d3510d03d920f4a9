using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace SweepCluster.Training.Datasets.Formats;

/// <summary>An array of a NumPy file (format versions 1 to 3), as the file's bytes and how to read them.</summary>
/// <param name="Place">File and entry, for messages.</param>
/// <param name="Type">Kind and width, for example <c>f4</c>.</param>
internal sealed partial record NpyArray(string Place, string Type, bool BigEndian, bool Fortran, int[] Shape, byte[] Data)
{
    private const string Allowed = "b1, u1, i1, i2, i4, i8, f4 and f8";

    public int Rows => Shape[0];

    /// <summary>Values per row.</summary>
    public int Columns => Shape.Skip(1).Aggregate(1, (product, size) => product * size);

    public bool IsReal => Type[0] == 'f';

    private int Width => Type[1] - '0';

    /// <param name="length">Bytes that the source holds at most; the claimed shape is not believed beyond it.</param>
    /// <exception cref="DatasetException">Not such a file, not whole, or of a type that is not read.</exception>
    public static NpyArray Read(Stream stream, long length, string place)
    {
        var start = Take(stream, 8, place, "the magic string");
        if (!start.AsSpan(0, 6).SequenceEqual(Magic))
        {
            throw new DatasetException($"{place}: byte 0: not a NumPy array; it must begin with \\x93NUMPY.");
        }

        if (start[6] is < 1 or > 3)
        {
            throw new DatasetException($"{place}: byte 6: format version {start[6]}; versions 1 to 3 are read.");
        }

        var size = Take(stream, start[6] == 1 ? 2 : 4, place, "the header's length");
        var headerLength = size.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (headerLength > 65_536 || headerLength > length)
        {
            throw new DatasetException($"{place}: byte 8: a header of {headerLength} bytes; at most 65536 are read.");
        }

        var header = Encoding.UTF8.GetString(Take(stream, (int)headerLength, place, "the header"));
        var offset = 8L + size.Length + headerLength;
        var array = Parse(header, place);
        var bytes = array.Bytes();
        var most = Math.Min(Math.Max(0, length - offset), Array.MaxLength);
        return bytes <= most
            ? array with { Data = Take(stream, (int)bytes, place, "the data that its header announces") }
            : throw new DatasetException($"{place}: truncated: the header announces {bytes} bytes of data from byte {offset}, but at most {most} can be there.");
    }

    /// <summary>All values, row-major whatever the order of the file.</summary>
    /// <exception cref="DatasetException">A value is not finite as a 32-bit float.</exception>
    public float[] ToRowMajor()
    {
        var values = GC.AllocateUninitializedArray<float>(Rows * Columns);
        for (var i = 0; i < values.Length; i++)
        {
            var value = (float)ValueAt(Fortran ? FortranIndex(i) : i);
            values[i] = float.IsFinite(value) ? value : throw new DatasetException(
                $"{Place}: sample {i / Columns}, value {i % Columns} is {value} as a 32-bit float; all values must be finite.");
        }

        return values;
    }

    /// <summary>The value at a place of the file's own order.</summary>
    public double ValueAt(int index)
    {
        Span<byte> bytes = stackalloc byte[8];
        Data.AsSpan(index * Width, Width).CopyTo(bytes);
        if (BigEndian)
        {
            bytes[..Width].Reverse();
        }

        return Type switch
        {
            "b1" or "u1" => bytes[0],
            "i1" => (sbyte)bytes[0],
            "i2" => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            "i4" => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            "i8" => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            "f4" => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        };
    }

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    private static NpyArray Parse(string header, string place)
    {
        var descr = DescrPattern().Match(header);
        var order = OrderPattern().Match(header);
        var shape = ShapePattern().Match(header);
        if (!descr.Success || !order.Success || !shape.Success)
        {
            throw new DatasetException($"{place}: the header '{header.Trim()}' is not understood. Allowed are plain arrays of {Allowed}.");
        }

        var type = descr.Groups["type"].Value;
        if (type is not ("b1" or "u1" or "i1" or "i2" or "i4" or "i8" or "f4" or "f8"))
        {
            throw new DatasetException($"{place}: element type '{type}' is not read. Allowed are {Allowed}; convert with .astype('f4').");
        }

        var sizes = shape.Groups["sizes"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var parsed = sizes.Select(text => int.TryParse(text, out var size) ? size : -1).ToArray();
        return parsed.Length > 0 && parsed.All(size => size > 0)
            ? new NpyArray(place, type, descr.Groups["order"].Value == ">", order.Groups["fortran"].Value == "True", parsed, [])
            : throw new DatasetException($"{place}: shape ({shape.Groups["sizes"].Value}); every size must be from 1 to {int.MaxValue}, and there must be one.");
    }

    private static byte[] Take(Stream stream, int count, string place, string what)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(count);
        var read = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        return read == count ? bytes : throw new DatasetException($"{place}: truncated: {what} needs {count} bytes, found {read}.");
    }

    // Saturates instead of overflowing: a forged shape must not wrap round to something small.
    private long Bytes() => Shape.Aggregate((long)Width, (product, size) => product > long.MaxValue / size ? long.MaxValue : product * size);

    private int FortranIndex(int rowMajor)
    {
        var index = 0;
        var stride = Rows * Columns;
        for (var axis = Shape.Length - 1; axis >= 0; axis--)
        {
            stride /= Shape[axis];
            index += rowMajor % Shape[axis] * stride;
            rowMajor /= Shape[axis];
        }

        return index;
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"](?<order>[<>|=]?)(?<type>[a-zA-Z]\d+)['"]""")]
    private static partial Regex DescrPattern();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(?<fortran>True|False)""")]
    private static partial Regex OrderPattern();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\((?<sizes>[\d,\sL]*)\)""")]
    private static partial Regex ShapePattern();
}
