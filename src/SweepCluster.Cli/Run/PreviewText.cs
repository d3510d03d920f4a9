using System.Globalization;
using SweepCluster.Cluster.Preview;
using SweepCluster.Compute;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Cli.Run;

/// <summary>A cost preview for people.</summary>
internal static class PreviewText
{
    public static string Of(Sweep sweep, DeviceDescription device, CostPreview preview) => string.Create(CultureInfo.InvariantCulture, $"""
        {sweep.Name}
          cells        {preview.Cells}
          trials       {preview.Trials}, and {preview.References} references
          populations  {preview.Shapes} shape{(preview.Shapes == 1 ? "" : "s")} of arrays; trials of one shape train together
          memory       {preview.DeviceBytes / (1024.0 * 1024.0):F0} MiB on {device.Id} ({device.Name}, {device.Cores} cores)
          time         at most about {Durations.Text(preview.LongestTime)}; trials that diverge end sooner
        """);
}
