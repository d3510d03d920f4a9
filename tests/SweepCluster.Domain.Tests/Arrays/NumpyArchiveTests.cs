using System.IO.Compression;
using System.Text;
using SweepCluster.Domain.Arrays;

namespace SweepCluster.Domain.Tests.Arrays;

public sealed class NumpyArchiveTests
{
    private static byte[] Archive(params NamedArray[] arrays)
    {
        using var stream = new MemoryStream();
        NumpyArchive.Write(arrays, stream);
        Assert.True(stream.CanWrite);
        return stream.ToArray();
    }

    private static byte[] Entry(byte[] archive, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        using var content = zip.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    // The NPY format 1.0: magic, version, the header's length, the header padded to a multiple of 64 bytes, elements.
    [Fact]
    public void An_array_is_numpys_header_and_its_elements_little_endian()
    {
        var bytes = Entry(Archive(NamedArray.Of("w", [2, 1], [1.0, -2.0])), "w.npy");

        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0, 118, 0], bytes[..10]);
        Assert.Equal("{'descr': '<f8', 'fortran_order': False, 'shape': (2,1,), }".PadRight(117) + "\n", Encoding.ASCII.GetString(bytes[10..128]));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0], bytes[128..]);
    }

    [Fact]
    public void Integers_bytes_and_texts_have_their_own_codes()
    {
        NamedArray[] arrays = [NamedArray.Of("i", [1], [258]), NamedArray.Of("b", [2], new sbyte[] { -1, 2 }), NamedArray.Of("t", ["é", "ab"])];

        Assert.Equal(["<i4", "|i1", "<U2"], arrays.Select(array => array.TypeCode));
        Assert.Equal([2, 1, 0, 0], arrays[0].Content);
        Assert.Equal([0xFF, 2], arrays[1].Content);
        Assert.Equal([0xE9, 0, 0, 0, 0, 0, 0, 0, 0x61, 0, 0, 0, 0x62, 0, 0, 0], arrays[2].Content);
        Assert.Equal([2], arrays[2].Shape.ToArray());
    }

    [Fact]
    public void Equal_arrays_make_equal_archives()
    {
        var array = NamedArray.Of("w", [3], [0.1, double.NaN, double.NegativeInfinity]);

        Assert.Equal(Archive(array), Archive(array));
    }
}
