using System.Collections.Immutable;
using SweepCluster.Domain.Map;
using SweepCluster.Export.Maps;
using SweepCluster.Export.Tables;
using SweepCluster.Export.Traces;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Cli.Stored.Exports;

/// <summary>A form in which a stored sweep can be taken away.</summary>
/// <param name="Name">What <c>--format</c> calls it.</param>
/// <param name="Write">Writes it; the stream stays open.</param>
internal sealed record ExportFormat(string Name, string Description, Action<StoredRun, Stream> Write)
{
    public static ImmutableArray<ExportFormat> All { get; } =
    [
        new("png", "the map as a picture", (run, output) => MapFigure.WritePng(run.Map, output)),
        new("svg", "the map as a drawing", (run, output) => MapFigure.WriteSvg(run.Map, output)),
        new("csv", "a row per cell", (run, output) => WriteText(run.Map, output, CellTable.Write)),
        new("json", "the cells with the sweep's axes", (run, output) => MapDocument.Write(run.Map, output)),
        new("trials", "CSV, a row per trial", (run, output) => WriteText(run.Map, output, TrialTable.Write)),
        new("traces", "JSON lines, every epoch of every trial", (run, output) => WriteText(run.Map, output, TraceFile.Write)),
    ];

    public static string Names => string.Join(", ", All.Select(format => format.Name));

    private static void WriteText(StabilityMap map, Stream output, Action<StabilityMap, TextWriter> write)
    {
        using var writer = new StreamWriter(output, leaveOpen: true);
        write(map, writer);
    }
}
