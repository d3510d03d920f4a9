using System.IO.Compression;

namespace SweepCluster.Training.Datasets.Formats;

/// <summary>
/// Reads a file, unpacking gzip by its first two bytes. A size claimed inside the file is believed only as far
/// as the file's own length allows, so a forged header cannot make the reader allocate.
/// </summary>
internal sealed class BoundedFile : IDisposable
{
    // Deflate cannot do better than 1032 to 1.
    private const long MostCompression = 1032;

    private readonly Stream _stream;
    private readonly long _most;
    private long _position;

    private BoundedFile(string path, Stream stream, long most)
    {
        Path = path;
        _stream = stream;
        _most = most;
    }

    public string Path { get; }

    public static BoundedFile Open(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            var packed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
            file.Position = 0;
            return packed
                ? new BoundedFile(path, new GZipStream(file, CompressionMode.Decompress), file.Length * MostCompression)
                : new BoundedFile(path, file, file.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>The next <paramref name="count"/> bytes.</summary>
    /// <exception cref="DatasetException">The file ends before.</exception>
    public byte[] Read(long count, string what)
    {
        if (count > _most - _position || count > Array.MaxLength)
        {
            throw Truncated(count, what, null);
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)count);
        int read;
        try
        {
            read = _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException exception)
        {
            throw new DatasetException($"{Path}: damaged gzip data near unpacked byte {_position}. Get the file again.", exception);
        }

        if (read < bytes.Length)
        {
            throw Truncated(count, what, read);
        }

        _position += count;
        return bytes;
    }

    /// <exception cref="DatasetException">Bytes follow.</exception>
    public void ExpectEnd()
    {
        if (_stream.ReadByte() >= 0)
        {
            throw new DatasetException($"{Path}: more data follows byte {_position}, where its header says it ends. Get the file again.");
        }
    }

    public void Dispose() => _stream.Dispose();

    private DatasetException Truncated(long count, string what, int? found) => new(
        $"{Path}: truncated: {what} needs {count} bytes from byte {_position}{(found is null ? ", more than the file can hold" : $", found {found}")}. Get the file again.");
}
