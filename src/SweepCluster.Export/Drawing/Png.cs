using System.Buffers.Binary;
using System.IO.Compression;

namespace SweepCluster.Export.Drawing;

/// <summary>Writes PNG files (ISO/IEC 15948): eight bits a channel, no transparency.</summary>
public static class Png
{
    private const int InchesPerMetreTimes10000 = 393701;

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    /// <param name="bitmap">The image.</param>
    /// <param name="output">Receives the file; stays open.</param>
    /// <param name="dotsPerInch">The density that viewers and printers are told.</param>
    public static void Write(Bitmap bitmap, Stream output, int dotsPerInch = 96)
    {
        output.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, bitmap.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), bitmap.Height);
        header[8] = 8;
        header[9] = 2;
        WriteChunk(output, "IHDR"u8, header);

        var density = new byte[9];
        var dotsPerMetre = (int)Math.Round(dotsPerInch * (InchesPerMetreTimes10000 / 10000.0));
        BinaryPrimitives.WriteInt32BigEndian(density, dotsPerMetre);
        BinaryPrimitives.WriteInt32BigEndian(density.AsSpan(4), dotsPerMetre);
        density[8] = 1;
        WriteChunk(output, "pHYs"u8, density);

        WriteChunk(output, "IDAT"u8, Compress(bitmap));
        WriteChunk(output, "IEND"u8, []);
    }

    // Filter 2 ("up"): tiles repeat from row to row, so most of what is left to compress is zeros.
    private static byte[] Compress(Bitmap bitmap)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var line = new byte[1 + (3 * bitmap.Width)];
            ReadOnlySpan<byte> above = new byte[3 * bitmap.Width];
            line[0] = 2;
            for (var y = 0; y < bitmap.Height; y++)
            {
                var row = bitmap.Row(y);
                for (var i = 0; i < row.Length; i++)
                {
                    line[i + 1] = (byte)(row[i] - above[i]);
                }

                zlib.Write(line);
                above = row;
            }
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(Stream output, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        output.Write(number);
        output.Write(type);
        output.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Update(Update(uint.MaxValue, type), data) ^ uint.MaxValue);
        output.Write(number);
    }

    private static uint Update(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var b in data)
        {
            crc = CrcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) != 0 ? 0xEDB88320u ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    }
}
