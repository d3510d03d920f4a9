using System.Collections.Immutable;
using System.Text;
using SweepCluster.Export.Arrays;
using SweepCluster.Export.Geo;
using SweepCluster.Export.Html;
using SweepCluster.Export.Maps;
using SweepCluster.Export.Tables;
using SweepCluster.Export.Traces;

namespace SweepCluster.Export;

/// <summary>Every file that a map can be written as.</summary>
public static class ExportFormats
{
    public static ImmutableArray<ExportFormat> All { get; } =
    [
        new("html", "report.html", "The whole map as one page to explore in a browser, offline.", false, (context, output) => HtmlReport.Write(context.Map, context.Report, output)),
        new("png", "map.png", "The picture, for slides and messages.", true, (context, output) => MapFigure.WritePng(context.Map, output)),
        new("svg", "map.svg", "The picture, for papers.", true, (context, output) => MapFigure.WriteSvg(context.Map, output)),
        new("csv", "cells.csv", "One row per cell.", true, (context, output) => WriteText(output, writer => CellTable.Write(context.Map, writer))),
        new("trials", "trials.csv", "One row per finished trial.", true, (context, output) => WriteText(output, writer => TrialTable.Write(context.Map, writer))),
        new("traces", "traces.jsonl", "All that labels are computed from, one trial a line.", true, (context, output) => WriteText(output, writer => TraceFile.Write(context.Map, writer))),
        new("json", "map.json", "Cells and axes for scripts.", true, (context, output) => MapDocument.Write(context.Map, output)),
        new("npz", "map.npz", "NumPy arrays [slice, y, x].", false, (context, output) => MapArrays.Write(context.Map, output)),
        new("geojson", "map.geojson", "Cells as polygons and isolines as lines, after RFC 7946.", false, (context, output) => GeoJsonWriter.Write(context.Map, output)),
    ];

    /// <summary>Those that a run leaves in its folder.</summary>
    public static ImmutableArray<ExportFormat> OfRuns { get; } = [.. All.Where(format => format.IsWrittenByRuns)];

    /// <summary>The format of a name; null where there is none.</summary>
    public static ExportFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);

    private static void WriteText(Stream output, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        write(writer);
    }
}
