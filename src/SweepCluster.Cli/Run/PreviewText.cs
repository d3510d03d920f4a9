using System.Globalization;
using SweepCluster.Cluster.Preview;
using SweepCluster.Compute;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Cli.Run;

/// <summary>A cost preview for people.</summary>
internal static class PreviewText
{
    public static string Of(Sweep sweep, IReadOnlyList<DeviceDescription> devices, CostPreview preview) => string.Create(CultureInfo.InvariantCulture, $"""
        {sweep.Name}
          cells        {preview.Cells}{(preview.IsWhole ? "" : $" to begin with, at most {preview.MostCells}")}
          trials       {preview.Trials} ({(sweep.Replicates.IsSequential ? "at least " : "")}{sweep.Replicates.Least} per cell), and {preview.References} references
          populations  {preview.Shapes} shape{(preview.Shapes == 1 ? "" : "s")} of arrays; trials of one shape train together
          memory       {preview.DeviceBytes / (1024.0 * 1024.0):F0} MiB on {devices[0].Id} ({devices[0].Name}, {devices[0].Cores} cores)
          time         {(preview.IsWhole ? "at most" : "for these alone")} about {Durations.Text(preview.LongestTime)}; trials that diverge end sooner{(devices.Count == 1 ? "" : $", and {devices.Count} devices share the work")}{More(preview)}
        """);

    private static string More(CostPreview preview) => preview.IsWhole
        ? ""
        : $"\n  A lower bound: results decide what else is trained. {(preview.MostCells > preview.Cells && preview.Cells > 0
            ? $"All {preview.MostCells} cells would take about {Durations.Text(preview.LongestTime * ((double)preview.MostCells / preview.Cells))}."
            : "Replicates are added where a cell is ambiguous.")}";
}
