using System.Formats.Tar;
using System.IO.Compression;

namespace SweepCluster.Training.Datasets.Download;

/// <summary>Unpacks the plain files of a .tar.gz archive; nothing is written outside the folder.</summary>
internal static class ArchiveUnpacker
{
    /// <summary>More than any known data set needs.</summary>
    public const long MostBytes = 4L << 30;

    /// <exception cref="DatasetException">An entry points outside the folder, the archive is damaged, or it is too large.</exception>
    public static async Task UnpackAsync(string archive, string folder, CancellationToken cancellation)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        try
        {
            var packed = File.OpenRead(archive);
            await using (packed.ConfigureAwait(false))
            {
                var unpacked = new GZipStream(packed, CompressionMode.Decompress);
                await using (unpacked.ConfigureAwait(false))
                {
                    await UnpackAsync(unpacked, archive, root, cancellation).ConfigureAwait(false);
                }
            }
        }
        catch (InvalidDataException exception)
        {
            throw new DatasetException($"{archive}: a damaged archive: {exception.Message} Delete it and get it again.", exception);
        }
    }

    private static async Task UnpackAsync(Stream unpacked, string archive, string root, CancellationToken cancellation)
    {
        var reader = new TarReader(unpacked);
        await using (reader.ConfigureAwait(false))
        {
            var total = 0L;
            while (await reader.GetNextEntryAsync(copyData: false, cancellation).ConfigureAwait(false) is { } entry)
            {
                // Links and devices are passed over: no data set needs them, and a link could lead out of the folder.
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                {
                    continue;
                }

                var path = Path.GetFullPath(Path.Combine(root, entry.Name));
                if (!path.StartsWith(root, StringComparison.Ordinal))
                {
                    throw new DatasetException($"{archive}: entry '{entry.Name}' points outside the folder. The archive is not to be trusted; delete it.");
                }

                if ((total += entry.Length) > MostBytes)
                {
                    throw new DatasetException($"{archive}: unpacks to more than {MostBytes} bytes. The archive is not to be trusted; delete it.");
                }

                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await entry.ExtractToFileAsync(path + ".part", overwrite: true, cancellation).ConfigureAwait(false);
                File.Move(path + ".part", path, overwrite: true);
            }
        }
    }
}
