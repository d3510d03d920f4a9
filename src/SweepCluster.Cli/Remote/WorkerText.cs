using System.Globalization;
using SweepCluster.Cli.Remote.Client;

namespace SweepCluster.Cli.Remote;

/// <summary>Nodes and devices in columns.</summary>
internal static class WorkerText
{
    /// <summary>A line for each device, and one for a node without any.</summary>
    public static string Table(IEnumerable<WorkerDocument> workers)
    {
        string[] heading = ["node", "roles", "heard of", "device", "memory", "doing"];
        var rows = workers.SelectMany(worker => worker.Devices is { Count: > 0 } devices
            ? devices.Select((device, index) => Row(worker, device, index == 0))
            : [Row(worker, null, isFirst: true)]);
        return string.Join(Environment.NewLine, Stored.Table.Lines(rows.Prepend(heading)));
    }

    private static string[] Row(WorkerDocument worker, WorkerDeviceDocument? device, bool isFirst) =>
    [
        isFirst ? worker.Name : "",
        isFirst ? string.Join(',', worker.Roles) : "",
        isFirst ? $"{Durations.Text(TimeSpan.FromSeconds(worker.SilentSeconds))} ago" : "",
        device is null ? "" : $"{device.Id} ({device.Name})",
        device is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{device.MemoryBytes / (double)(1L << 30):0.0} GiB"),
        worker.IsDraining ? "leaving" : device is null ? "" : device.Doing ?? "idle",
    ];
}
