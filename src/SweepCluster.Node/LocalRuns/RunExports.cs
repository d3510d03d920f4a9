using SweepCluster.Domain.Map;
using SweepCluster.Export;

namespace SweepCluster.Node.LocalRuns;

/// <summary>Writes everything that a run leaves in its folder besides the store.</summary>
internal static class RunExports
{
    public static void Write(OutputFolder folder, StabilityMap map)
    {
        var context = new ExportContext(map);
        foreach (var format in ExportFormats.OfRuns)
        {
            folder.Write(format.FileName, stream => format.Write(context, stream));
        }
    }
}
