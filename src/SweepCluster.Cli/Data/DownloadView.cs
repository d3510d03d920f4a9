using System.Globalization;
using SweepCluster.Training.Datasets.Download;

namespace SweepCluster.Cli.Data;

/// <summary>Progress of a download: a line that is rewritten on a terminal, a line per tenth elsewhere.</summary>
internal sealed class DownloadView(TextWriter output) : IProgress<DownloadProgress>
{
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private (string File, long Tenth) _last;

    public void Report(DownloadProgress value)
    {
        var tenth = value.Total is > 0 ? value.Bytes * 10 / value.Total.Value : 0;
        var isNews = _last != (value.File, tenth);
        if (!isNews && !_isTerminal)
        {
            return;
        }

        _last = (value.File, tenth);
        var of = value.Total is { } total ? $" of {Megabytes(total)}" : "";
        var line = $"{value.File}: {Megabytes(value.Bytes)}{of}";
        if (_isTerminal)
        {
            output.Write($"\r{line,-70}");
            if (value.Bytes == value.Total)
            {
                output.WriteLine();
            }
        }
        else
        {
            output.WriteLine(line);
        }
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture) + " MB";
}
