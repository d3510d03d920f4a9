using System.Globalization;
using SweepCluster.Cli.Stored;

namespace SweepCluster.Cli.Devices;

/// <summary>Devices for people.</summary>
internal static class DevicesText
{
    public static string Of(IReadOnlyList<DeviceDocument> devices)
    {
        string[][] heading = [["device", "cores", "memory", "matrix product", "copy", "name"]];
        var lines = Table.Lines(heading.Concat(devices.Select(Row))).ToList();
        if (devices.Any(device => device.Shapes is not null))
        {
            string[][] shapes = [["device", "trials at once", "each", "shape"]];
            lines.Add("");
            lines.AddRange(Table.Lines(shapes.Concat(devices.SelectMany(device => (device.Shapes ?? []).Select(shape => new[]
            {
                device.Id, shape.Trials.ToString(CultureInfo.InvariantCulture), Text($"{shape.MemberBytes / 1024.0:0.#} KiB"), shape.Shape,
            })))));
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static string[] Row(DeviceDocument device) =>
    [
        device.Id,
        device.Cores.ToString(CultureInfo.InvariantCulture),
        Text($"{device.MemoryBytes / (double)(1L << 30):0.0} GiB"),
        $"{Digits(device.MatrixFlops / 1e9)} GFLOP/s",
        $"{Digits(device.CopyBytes / 1e9)} GB/s",
        device.Name,
    ];

    // Three of them, as far as measurements repeat.
    private static string Digits(double value) => value.ToString(value >= 100 ? "F0" : "G3", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
