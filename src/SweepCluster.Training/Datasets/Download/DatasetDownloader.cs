using System.Security.Cryptography;

namespace SweepCluster.Training.Datasets.Download;

/// <summary>Fetches known data sets. A file appears under its name only once it is whole and its checksum is right.</summary>
/// <param name="http">Its time-out should be infinite or long: it covers the whole of a file.</param>
/// <param name="attempts">Tries of each mirror; each goes on where the last was cut.</param>
/// <param name="pause">Wait before trying the same mirror again; null for one second.</param>
public sealed class DatasetDownloader(HttpClient http, int attempts = 3, TimeSpan? pause = null)
{
    private readonly TimeSpan _pause = pause ?? TimeSpan.FromSeconds(1);

    /// <summary>Fetches what is missing of a data set into <paramref name="folder"/>, which is made if need be.</summary>
    /// <exception cref="DatasetException">No mirror gave a file with the right checksum, or the disk refused.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what has come so far is kept for the next time.</exception>
    public async Task DownloadAsync(KnownDataset dataset, string folder, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var file in dataset.Files)
            {
                await FetchAsync(dataset, file, folder, progress, cancellation).ConfigureAwait(false);
                if (file.Unpack)
                {
                    await ArchiveUnpacker.UnpackAsync(Path.Combine(folder, file.Name), folder, cancellation).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{folder}: {dataset.Name} cannot be written: {exception.Message}", exception);
        }
    }

    private async Task FetchAsync(KnownDataset dataset, KnownFile file, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, file.Name);
        if (File.Exists(path) && await Md5Async(path, cancellation).ConfigureAwait(false) == file.Md5)
        {
            progress?.Report(new DownloadProgress(file.Name, new FileInfo(path).Length, new FileInfo(path).Length));
            return;
        }

        var failures = new List<string>();
        foreach (var mirror in dataset.Mirrors)
        {
            var address = new Uri(mirror, file.Name);
            for (var attempt = 1; attempt <= attempts; attempt++)
            {
                var (failure, again) = await TryAsync(address, file, path, progress, cancellation).ConfigureAwait(false);
                if (failure is null)
                {
                    return;
                }

                failures.Add($"{address}: {failure}");
                if (!again)
                {
                    break;
                }

                if (attempt < attempts)
                {
                    await Task.Delay(_pause, cancellation).ConfigureAwait(false);
                }
            }
        }

        throw new DatasetException($"{file.Name} of {dataset.Name} could not be fetched. {string.Join("; ", failures.Distinct())}. Try again later, or put the file into '{folder}' yourself.");
    }

    private async Task<(string? Failure, bool Again)> TryAsync(Uri address, KnownFile file, string path, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var part = path + ".part";
        var resumed = File.Exists(part);
        try
        {
            await new ResumableRequest(http, address, part).RunAsync(
                (bytes, total) => progress?.Report(new DownloadProgress(file.Name, bytes, total)), cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            // A refusal stays a refusal; a lost connection or a busy server may be better next time.
            return (exception.Message, exception.StatusCode is null or >= System.Net.HttpStatusCode.InternalServerError or System.Net.HttpStatusCode.TooManyRequests);
        }
        catch (TaskCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            return ($"timed out ({exception.Message})", true);
        }

        var found = await Md5Async(part, cancellation).ConfigureAwait(false);
        if (found != file.Md5)
        {
            File.Delete(part);
            return ($"the MD5 checksum is {found}, not {file.Md5}", resumed);
        }

        File.Move(part, path, overwrite: true);
        return (null, false);
    }

    // MD5 is what the publishers give; it tells damage from a whole file, no more is asked of it.
#pragma warning disable CA5351
    private static async Task<string> Md5Async(string path, CancellationToken cancellation)
    {
        var stream = File.OpenRead(path);
        await using (stream.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await MD5.HashDataAsync(stream, cancellation).ConfigureAwait(false));
        }
    }
#pragma warning restore CA5351
}
