using SweepCluster.Domain.Map;
using SweepCluster.Export.Maps;
using SweepCluster.Export.Tables;
using SweepCluster.Export.Traces;

namespace SweepCluster.Node.LocalRuns;

/// <summary>Writes everything that a run leaves in its folder besides the store.</summary>
internal static class RunExports
{
    public static void Write(OutputFolder folder, StabilityMap map)
    {
        folder.Write("map.png", stream => MapFigure.WritePng(map, stream));
        folder.Write("map.svg", stream => MapFigure.WriteSvg(map, stream));
        folder.Write("map.json", stream => MapDocument.Write(map, stream));
        folder.WriteText("cells.csv", writer => CellTable.Write(map, writer));
        folder.WriteText("trials.csv", writer => TrialTable.Write(map, writer));
        folder.WriteText("traces.jsonl", writer => TraceFile.Write(map, writer));
    }
}
