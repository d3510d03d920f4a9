using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace SweepCluster.Training.PolynomialNetworks.Export;

/// <summary>Writes NumPy's .npz: a zip archive with one .npy file (format 1.0, little-endian float64) per array.</summary>
public static class NumpyArchive
{
    // Magic string, version and length of the header; with the header a multiple of this.
    private const int PrefixBytes = 10;
    private const int Alignment = 64;

    public static void Write(Stream stream, IEnumerable<NamedArray> arrays)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var array in arrays)
        {
            var entry = archive.CreateEntry(array.Name + ".npy", CompressionLevel.Fastest);

            // The clock must not make two exports of one model differ; 1980 is where zip's calendar begins.
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var target = entry.Open();
            target.Write(Header(array.Shape));
            target.Write(MemoryMarshal.AsBytes<double>(array.Values));
        }
    }

    private static byte[] Header(int[] shape)
    {
        var sizes = string.Concat(shape.Select(size => size.ToString(CultureInfo.InvariantCulture) + ", ")).TrimEnd();
        var text = $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({sizes}), }}";
        var padded = text.PadRight(((PrefixBytes + text.Length + Alignment) / Alignment * Alignment) - PrefixBytes - 1) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)padded.Length, (byte)(padded.Length >> 8), .. Encoding.ASCII.GetBytes(padded)];
    }
}
