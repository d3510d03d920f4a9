using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SweepCluster.Node.Telemetry.Prometheus;

/// <summary>How metrics are written.</summary>
internal enum ScrapeFormat
{
    /// <summary>Prometheus' text format 0.0.4.</summary>
    Text,

    /// <summary>OpenMetrics 1.0.0.</summary>
    OpenMetrics,
}

/// <summary>What a scraper wants, by the headers of its request.</summary>
internal static class ScrapeNegotiation
{
    private const string OpenMetrics = "application/openmetrics-text";

    /// <summary>OpenMetrics where it is named and nothing that the text format meets is wanted more; else text.</summary>
    public static ScrapeFormat FormatOf(IHeaderDictionary headers)
    {
        var (open, text) = (0.0, 0.0);
        if (MediaTypeHeaderValue.TryParseList(headers.Accept, out var accepted))
        {
            foreach (var media in accepted)
            {
                var quality = media.Quality ?? 1;
                if (media.MediaType.Equals(OpenMetrics, StringComparison.OrdinalIgnoreCase) && (VersionOf(media) ?? "1.0.0") == "1.0.0")
                {
                    open = Math.Max(open, quality);
                }
                else if (media.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase))
                {
                    text = Math.Max(text, quality);
                }
            }
        }

        return open > 0 && open >= text ? ScrapeFormat.OpenMetrics : ScrapeFormat.Text;
    }

    public static string ContentTypeOf(ScrapeFormat format) => format == ScrapeFormat.OpenMetrics
        ? OpenMetrics + "; version=1.0.0; charset=utf-8"
        : "text/plain; version=0.0.4; charset=utf-8";

    private static string? VersionOf(MediaTypeHeaderValue media) =>
        media.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("version", StringComparison.OrdinalIgnoreCase))?.Value.Value?.Trim('"');
}
