using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Export.Maps;
using SweepCluster.Export.Tables;
using SweepCluster.Export.Traces;

namespace SweepCluster.Node.LocalRuns;

/// <summary>Writes everything that a run leaves in its folder besides the store.</summary>
internal static class RunExports
{
    public static void Write(OutputFolder folder, Sweep sweep, IReadOnlyList<Trial> trials, IReadOnlyDictionary<TrialId, TrialResult> results)
    {
        var map = StabilityMap.Of(sweep, trials.Select(trial => trial.Cell), results, cell => ReferenceCell.For(cell).Id);
        folder.Write("map.png", stream => MapFigure.WritePng(map, stream));
        folder.Write("map.svg", stream => MapFigure.WriteSvg(map, stream));
        folder.Write("map.json", stream => MapDocument.Write(map, stream));
        WriteText(folder, "cells.csv", writer => CellTable.Write(map, writer));
        WriteText(folder, "trials.csv", writer => TrialTable.Write(map, writer));
        WriteText(folder, "traces.jsonl", writer => TraceFile.Write(map, writer));
    }

    private static void WriteText(OutputFolder folder, string name, Action<TextWriter> write) => folder.Write(name, stream =>
    {
        using var writer = new StreamWriter(stream);
        write(writer);
    });
}
