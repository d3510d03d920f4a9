using System.Buffers.Binary;

namespace SweepCluster.Training.Datasets.Formats;

/// <summary>An array of unsigned bytes in the IDX format of MNIST: magic 00 00 08 rank, big-endian sizes, data.</summary>
internal sealed record IdxFile(string Path, int[] Shape, byte[] Data)
{
    private const byte UnsignedByte = 0x08;

    /// <param name="rank">1 for labels, 3 for images.</param>
    /// <exception cref="DatasetException">Not such a file, or not whole.</exception>
    public static IdxFile Read(string path, int rank)
    {
        using var file = BoundedFile.Open(path);
        var magic = file.Read(4, "the IDX magic number");
        if (magic[0] != 0 || magic[1] != 0 || magic[2] != UnsignedByte || magic[3] != rank)
        {
            throw new DatasetException(
                $"{path}: byte 0: magic number is {Convert.ToHexString(magic)}; an IDX file of {(rank == 1 ? "labels" : "images")} begins with 0000080{rank}.");
        }

        var sizes = file.Read(4 * rank, "the IDX sizes");
        var shape = new int[rank];
        var length = 1L;
        for (var i = 0; i < rank; i++)
        {
            shape[i] = BinaryPrimitives.ReadInt32BigEndian(sizes.AsSpan(4 * i));
            if (shape[i] < 1 || (length *= shape[i]) > Array.MaxLength)
            {
                throw new DatasetException($"{path}: byte {4 + (4 * i)}: size {i} is {(uint)shape[i]}; sizes must be at least 1 and hold no more than {Array.MaxLength} bytes together.");
            }
        }

        var data = file.Read(length, "the data that its header announces");
        file.ExpectEnd();
        return new IdxFile(path, shape, data);
    }
}
