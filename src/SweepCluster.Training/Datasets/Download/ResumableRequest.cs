using System.Net;
using System.Net.Http.Headers;

namespace SweepCluster.Training.Datasets.Download;

/// <summary>One GET into a partial file, going on behind the bytes that an earlier try left there.</summary>
internal sealed class ResumableRequest(HttpClient http, Uri address, string part)
{
    /// <param name="report">Told the bytes on disk and the whole size, if known.</param>
    /// <exception cref="HttpRequestException">Refused, unreachable, or cut before the end.</exception>
    public async Task RunAsync(Action<long, long?> report, CancellationToken cancellation)
    {
        var have = File.Exists(part) ? new FileInfo(part).Length : 0;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (have > 0)
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            if (response.Content.Headers.ContentRange?.Length == have)
            {
                return;
            }

            File.Delete(part);
            throw new HttpRequestException("what was kept of an earlier try does not fit; starting afresh");
        }

        response.EnsureSuccessStatusCode();
        var resumed = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == have;
        have = resumed ? have : 0;
        await AppendAsync(response.Content, have, report, cancellation).ConfigureAwait(false);
    }

    private async Task AppendAsync(HttpContent content, long have, Action<long, long?> report, CancellationToken cancellation)
    {
        var total = content.Headers.ContentLength + have;
        var output = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        await using (output.ConfigureAwait(false))
        {
            output.SetLength(have);
            output.Position = have;
            var input = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            await using (input.ConfigureAwait(false))
            {
                var buffer = new byte[81_920];
                int read;
                while ((read = await ReceiveAsync(input, buffer, have, cancellation).ConfigureAwait(false)) > 0)
                {
                    await output.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
                    have += read;
                    report(have, total);
                }
            }
        }

        if (total is { } whole && have < whole)
        {
            throw new HttpRequestException($"the connection was cut after {have} of {whole} bytes");
        }
    }

    // Told apart from a disk that fails: a lost connection is worth another try.
    private static async Task<int> ReceiveAsync(Stream input, byte[] buffer, long have, CancellationToken cancellation)
    {
        try
        {
            return await input.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new HttpRequestException($"the connection was cut after {have} bytes", exception);
        }
    }
}
