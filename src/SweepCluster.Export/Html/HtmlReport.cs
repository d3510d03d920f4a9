using System.Net;
using System.Text;
using SweepCluster.Domain.Map;

namespace SweepCluster.Export.Html;

/// <summary>
/// Writes a map as one HTML file that needs nothing else: the pictures, the numbers of every cell, learning curves,
/// and what they were made from. The page's parts lie beside this class as files of their own.
/// </summary>
public static class HtmlReport
{
    private static readonly string[] Scripts = ["format.js", "data.js", "layers.js", "plot.js", "map.js", "chart.js", "detail.js", "sections.js", "table.js", "report.js"];

    /// <param name="output">Receives UTF-8; stays open.</param>
    public static void Write(StabilityMap map, HtmlContext context, Stream output)
    {
        // A name or a sweep file may hold what looks like a placeholder, so the template is cut before it is filled.
        var parts = Resource("report.html").Split("{{", StringSplitOptions.None);
        WriteText(output, parts[0]);
        foreach (var part in parts.Skip(1))
        {
            var end = part.IndexOf("}}", StringComparison.Ordinal);
            WritePart(part[..end], map, context, output);
            WriteText(output, part[(end + 2)..]);
        }
    }

    private static void WritePart(string name, StabilityMap map, HtmlContext context, Stream output)
    {
        switch (name)
        {
            case "title":
                WriteText(output, WebUtility.HtmlEncode(map.Sweep.Name));
                break;
            case "style":
                WriteText(output, Resource("report.css"));
                break;
            case "script":
                WriteText(output, string.Join('\n', Scripts.Select(Resource)));
                break;
            case "data":
                ReportData.Write(map, context, output);
                break;
            case "sources":
                WriteText(output, Source("Sweep file", "sweep-file", context.SweepFile) + Source("Environment", "environment", context.Environment));
                break;
            default:
                throw new InvalidOperationException($"report.html asks for '{name}', which no report has.");
        }
    }

    private static string Source(string title, string id, string? text) => string.IsNullOrWhiteSpace(text)
        ? ""
        : $"<section id=\"{id}\"><h2>{title}</h2><pre>{WebUtility.HtmlEncode(text.Trim())}</pre></section>\n";

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream($"Html/{name}")
            ?? throw new InvalidOperationException($"The resource Html/{name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static void WriteText(Stream output, string text) => output.Write(Encoding.UTF8.GetBytes(text));
}
