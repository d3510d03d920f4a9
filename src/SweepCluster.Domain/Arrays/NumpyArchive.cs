using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace SweepCluster.Domain.Arrays;

/// <summary>Writes arrays as NumPy's .npz: a ZIP archive of .npy files, format version 1.0, row-major. Equal arrays make equal bytes.</summary>
public static class NumpyArchive
{
    private const int Alignment = 64;

    // A fixed time, so that equal arrays make equal files.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="output">Receives the archive; stays open.</param>
    public static void Write(IEnumerable<NamedArray> arrays, Stream output)
    {
        using var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var array in arrays)
        {
            var entry = archive.CreateEntry($"{array.Name}.npy", CompressionLevel.Optimal);
            entry.LastWriteTime = EntryTime;
            using var stream = entry.Open();
            stream.Write(Header(array));
            stream.Write(array.Content);
        }
    }

    private static byte[] Header(NamedArray array)
    {
        var sizes = string.Concat(array.Shape.Select(size => string.Create(CultureInfo.InvariantCulture, $"{size},")));
        var text = $"{{'descr': '{array.TypeCode}', 'fortran_order': False, 'shape': ({sizes}), }}";

        // Magic, version and length are ten bytes; the text is padded so that the elements begin on a boundary.
        var length = ((10 + text.Length + 1 + Alignment - 1) / Alignment * Alignment) - 10;
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)length, (byte)(length >> 8), .. Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n")];
    }
}
