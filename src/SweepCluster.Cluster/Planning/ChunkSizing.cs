using SweepCluster.Storage.Nodes;

namespace SweepCluster.Cluster.Planning;

/// <summary>
/// How many trials a chunk has: about as many as a device trains in a few seconds, so that a lost one costs little and
/// the store is not asked too often. A device that has room for more takes several chunks at once, and where there are
/// fewer trials than devices have room for, each is to get its share.
/// </summary>
/// <param name="nodes">Those that are alive.</param>
public sealed class ChunkSizing(IReadOnlyList<KnownNode> nodes)
{
    /// <summary>For a shape that no device has trained yet.</summary>
    public const int Unmeasured = 16;

    public const int Largest = 256;

    /// <summary>Chunks of a sweep that are under way at most while there are few devices.</summary>
    public const int FewestUnderWay = 128;

    /// <summary>The time that one chunk is to take.</summary>
    public static readonly TimeSpan Target = TimeSpan.FromSeconds(2);

    private readonly DeviceReport[] _devices = [.. nodes.SelectMany(node => node.Description.Devices)];
    private readonly Dictionary<string, (int Size, long Room)> _shapes = new(StringComparer.Ordinal);

    /// <summary>
    /// How many chunks of a sweep may be under way: as many again as the devices hold, so that none waits for the plan,
    /// and no more, so that the plan is not far ahead of its results.
    /// </summary>
    public int MostUnderWay => Math.Max(FewestUnderWay, 2 * _devices.Sum(
        device => device.Shapes.Select(report => Math.Max(1, report.Capacity / Of(report.Shape).Size)).DefaultIfEmpty(1).Max()));

    /// <summary>Trials that all devices together train at once, of the shape that they have the most room for.</summary>
    public long Room => _devices.SelectMany(device => device.Shapes).Select(report => Of(report.Shape).Room).DefaultIfEmpty(0).Max();

    /// <summary>Trials of a chunk.</summary>
    /// <param name="shape">As by <c>PopulationShape</c>.</param>
    /// <param name="left">Trials of the sweep that wait or are under way; null for more than anybody has counted.</param>
    public int SizeOf(string shape, long? left)
    {
        var size = Of(shape).Size;
        return left is { } few ? (int)Math.Min(size, Math.Max(1, (few + _devices.Length - 1) / Math.Max(1, _devices.Length))) : size;
    }

    /// <summary>The part of its room that a device may fill together with a chunk: above 0, at most 1.</summary>
    /// <inheritdoc cref="SizeOf"/>
    public double ShareOf(string shape, long? left) => left is { } few && Of(shape).Room is var room && few < room ? Math.Max(few, 1) / (double)room : 1;

    private (int Size, long Room) Of(string shape)
    {
        if (!_shapes.TryGetValue(shape, out var known))
        {
            _shapes.Add(shape, known = Measure([.. _devices.SelectMany(device => device.Shapes).Where(report => report.Shape == shape)]));
        }

        return known;
    }

    private static (int Size, long Room) Measure(ShapeReport[] reports)
    {
        if (reports.Length == 0)
        {
            return (Unmeasured, 0);
        }

        // The slowest decides: a chunk may come to any of them. Full populations leave no core idle at its end.
        var slowest = reports.MinBy(report => report.TrialsPerSecond)!;
        var trials = slowest.TrialsPerSecond * Target.TotalSeconds;
        var whole = trials > slowest.Capacity ? Math.Round(trials / slowest.Capacity) * slowest.Capacity : trials;
        return ((int)Math.Clamp(whole, 1, Largest), reports.Sum(report => (long)report.Capacity));
    }
}
