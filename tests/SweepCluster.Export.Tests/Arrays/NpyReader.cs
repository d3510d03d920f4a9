using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace SweepCluster.Export.Tests.Arrays;

/// <summary>Reads what NumPy would, after its description of the NPY format 1.0.</summary>
internal sealed partial record NpyReader(string TypeCode, int[] Shape, byte[] Content)
{
    public static Dictionary<string, NpyReader> ReadArchive(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        return zip.Entries.ToDictionary(entry => Path.GetFileNameWithoutExtension(entry.Name), Read);
    }

    public double[] Reals() => [.. Enumerable.Range(0, Content.Length / 8).Select(i => BitConverter.ToDouble(Content, 8 * i))];

    public int[] Integers() => [.. Enumerable.Range(0, Content.Length / 4).Select(i => BitConverter.ToInt32(Content, 4 * i))];

    public sbyte[] Bytes() => [.. Content.Select(value => (sbyte)value)];

    public string[] Texts() => [.. Content.Chunk(Content.Length / Shape[0]).Select(text => Encoding.UTF32.GetString(text).TrimEnd('\0'))];

    private static NpyReader Read(ZipArchiveEntry entry)
    {
        using var stream = new MemoryStream();
        using (var content = entry.Open())
        {
            content.CopyTo(stream);
        }

        var bytes = stream.ToArray();
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0], bytes[..8]);
        var start = 10 + BitConverter.ToUInt16(bytes, 8);
        Assert.Equal(0, start % 64);
        Assert.Equal((byte)'\n', bytes[start - 1]);
        var header = Header().Match(Encoding.ASCII.GetString(bytes[10..start]));
        Assert.True(header.Success);
        var shape = header.Groups[2].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(int.Parse).ToArray();
        return new NpyReader(header.Groups[1].Value, shape, bytes[start..]);
    }

    [GeneratedRegex(@"^\{'descr': '([^']+)', 'fortran_order': False, 'shape': \(([\d, ]*)\), \} *\n$")]
    private static partial Regex Header();
}
