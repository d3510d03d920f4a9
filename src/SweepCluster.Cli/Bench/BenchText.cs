using System.Globalization;
using SweepCluster.Cli.Stored;

namespace SweepCluster.Cli.Bench;

/// <summary>Rooflines for people.</summary>
internal static class BenchText
{
    public static string Of(BenchDeviceDocument device)
    {
        var ridge = device.MatrixFlops / device.CopyBytes;
        var lines = new List<string>
        {
            $"{device.Id}  {device.Name}",
            Text($"matrix product {Digits(device.MatrixFlops / 1e9)} GFLOP/s, copy {Digits(device.CopyBytes / 1e9)} GB/s; arithmetic bounds from {Digits(ridge)} FLOP/byte on"),
        };
        foreach (var job in device.Jobs)
        {
            string[][] heading = [["operation", "each member", "time", "GFLOP/s", "of matrix", "GB/s", "of copy", "bound by", "reached"]];
            lines.Add("");
            lines.Add($"{job.Model}, batch {job.Batch}, {Members(job)}");
            lines.AddRange(Table.Lines(heading.Concat(job.Operations.Select(Row))));
        }

        lines.Add("");
        return string.Join(Environment.NewLine, lines);
    }

    private static string Members(BenchJobDocument job)
    {
        var members = job.Population == 1 ? "1 member" : $"{job.Population} members";
        var threads = job.Threads == 1 ? "" : $" on {job.Threads} threads";
        return job.Queues == 1 ? $"{members}{threads}" : $"{job.Queues} queues of {members}{threads}";
    }

    private static string[] Row(BenchOperationDocument operation) =>
    [
        operation.Operation,
        operation.Shape,
        Duration(operation.Seconds),
        Digits(operation.FlopsPerSecond / 1e9),
        Percent(operation.ShareOfMatrixRate),
        Digits(operation.BytesPerSecond / 1e9),
        Percent(operation.ShareOfCopyBandwidth),
        operation.Bound,
        Percent(operation.Share),
    ];

    private static string Duration(double seconds) => seconds switch
    {
        < 1e-3 => $"{Digits(seconds * 1e6)} µs",
        < 1 => $"{Digits(seconds * 1e3)} ms",
        _ => $"{Digits(seconds)} s",
    };

    private static string Percent(double share) => Text($"{100 * share:0} %");

    // Three of them, as far as measurements repeat.
    private static string Digits(double value) => value.ToString(value >= 100 ? "F0" : "G3", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
