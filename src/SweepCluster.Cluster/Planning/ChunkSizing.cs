using SweepCluster.Storage.Nodes;

namespace SweepCluster.Cluster.Planning;

/// <summary>
/// How many trials a chunk has: about as many as a device trains in a few seconds, so that a lost one costs little and
/// the store is not asked too often. A device that has room for more takes several chunks at once.
/// </summary>
public static class ChunkSizing
{
    /// <summary>For a shape that no device has trained yet.</summary>
    public const int Unmeasured = 16;

    public const int Largest = 256;

    /// <summary>Chunks of a sweep that are under way at most while there are few devices.</summary>
    public const int FewestUnderWay = 128;

    /// <summary>The time that one chunk is to take.</summary>
    public static readonly TimeSpan Target = TimeSpan.FromSeconds(2);

    /// <param name="shape">As by <c>PopulationShape</c>.</param>
    /// <param name="nodes">Those that are alive.</param>
    public static int Of(string shape, IEnumerable<KnownNode> nodes)
    {
        var reports = nodes.SelectMany(node => node.Description.Devices).SelectMany(device => device.Shapes).Where(report => report.Shape == shape).ToArray();
        if (reports.Length == 0)
        {
            return Unmeasured;
        }

        // The slowest decides: a chunk may come to any of them. Full populations leave no core idle at its end.
        var slowest = reports.MinBy(report => report.TrialsPerSecond)!;
        var trials = slowest.TrialsPerSecond * Target.TotalSeconds;
        var whole = trials > slowest.Capacity ? Math.Round(trials / slowest.Capacity) * slowest.Capacity : trials;
        return (int)Math.Clamp(whole, 1, Largest);
    }

    /// <summary>
    /// How many chunks of a sweep may be under way: as many again as the devices hold, so that none waits for the plan,
    /// and no more, so that the plan is not far ahead of its results.
    /// </summary>
    /// <param name="nodes">Those that are alive.</param>
    public static int MostUnderWay(IReadOnlyList<KnownNode> nodes)
    {
        var devices = nodes.SelectMany(node => node.Description.Devices).ToArray();
        var sizes = devices.SelectMany(device => device.Shapes).Select(report => report.Shape).Distinct().ToDictionary(shape => shape, shape => Of(shape, nodes));
        var held = devices.Sum(device => device.Shapes.Select(report => Math.Max(1, report.Capacity / sizes[report.Shape])).DefaultIfEmpty(1).Max());
        return Math.Max(FewestUnderWay, 2 * held);
    }
}
