using System.Buffers.Binary;
using System.IO.Compression;
using SweepCluster.Export.Drawing;

namespace SweepCluster.Export.Tests.Drawing;

/// <summary>A small decoder of its own: checks every CRC (bit by bit) and undoes the filters none, sub and up.</summary>
internal static class PngReader
{
    public static Bitmap Read(byte[] file)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        using var data = new MemoryStream();
        int width = 0, height = 0;
        var last = "";
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var body = file.AsSpan(at + 4, length + 4);
            last = System.Text.Encoding.ASCII.GetString(body[..4]);
            Assert.Equal(Crc(body), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            if (last == "IHDR")
            {
                width = BinaryPrimitives.ReadInt32BigEndian(body[4..]);
                height = BinaryPrimitives.ReadInt32BigEndian(body[8..]);
                Assert.Equal([8, 2, 0, 0, 0], body[12..17].ToArray());
            }
            else if (last == "IDAT")
            {
                data.Write(body[4..]);
            }

            at += length + 12;
        }

        Assert.Equal("IEND", last);
        data.Position = 0;
        return Unfilter(new ZLibStream(data, CompressionMode.Decompress), width, height);
    }

    private static Bitmap Unfilter(Stream pixels, int width, int height)
    {
        var bitmap = new Bitmap(width, height);
        var above = new byte[3 * width];
        for (var y = 0; y < height; y++)
        {
            var filter = pixels.ReadByte();
            var row = new byte[3 * width];
            pixels.ReadExactly(row);
            for (var i = 0; i < row.Length; i++)
            {
                row[i] += filter switch
                {
                    0 => 0,
                    1 => i < 3 ? (byte)0 : row[i - 3],
                    2 => above[i],
                    _ => throw new InvalidDataException($"Filter {filter}."),
                };
            }

            for (var x = 0; x < width; x++)
            {
                bitmap[x, y] = new Colour(row[3 * x], row[(3 * x) + 1], row[(3 * x) + 2]);
            }

            above = row;
        }

        Assert.Equal(-1, pixels.ReadByte());
        return bitmap;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320u & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }
}
